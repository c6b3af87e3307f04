# Completes command lines of kartoteka. The program itself says what may come next: one line for the kind of thing, then two
# for each word, the second of which says what it means.
function __kartoteka_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    # The word as it is meant: a quote at its beginning is still open.
    if string match -qr '^["\']' -- $typed
        set typed (string sub -s 2 -- $typed)
    else
        set typed (string unescape -n -- $typed)
    end
    set -l program $before[1]
    set -e before[1]
    set -l answer ($program complete fish -- $before "$typed" 2>/dev/null)
    set -l value (string replace -r '^--[^=]*=' '' -- "$typed")
    set -l option (string sub -l (math (string length -- "$typed") - (string length -- "$value")) -- "$typed")
    switch "$answer[1]"
        case files
            printf "$option%s\n" (__fish_complete_path "$value")
        case directories
            printf "$option%s\n" (__fish_complete_directories "$value")
        case '*'
            set -e answer[1]
            if set -q answer[1]
                printf '%s\t%s\n' $answer
            end
    end
end
complete -c kartoteka -f -k -a '(__kartoteka_complete)'
