#compdef kartoteka
# Completes command lines of kartoteka. The program itself says what may come next: one line for the kind of thing, then two
# for each word, the second of which says what it means.
_kartoteka() {
    local typed=$PREFIX word about
    local -a answer before described
    # Between quotes a word is as it is meant already.
    [[ -n $compstate[quote] ]] || typed=${(Q)PREFIX}
    before=("${(@Q)words[2,CURRENT-1]}")
    answer=("${(@f)$("${words[1]/#\~/$HOME}" complete zsh -- "${(@)before}" "$typed" 2>/dev/null)}")
    case $answer[1] in
        files)
            [[ $PREFIX != --*=* ]] || compset -P 1 '*='
            _files
            return
            ;;
        directories)
            [[ $PREFIX != --*=* ]] || compset -P 1 '*='
            _files -/
            return
            ;;
    esac
    local -a space=()
    for word about in "${(@)answer[2,-1]}"; do
        # The value follows without a blank.
        [[ $word != *= ]] || space=(-S '')
        word=${${word//\\/\\\\}//:/\\:}
        described+=("$word${about:+:$about}")
    done
    _describe -V 'kartoteka' described "${(@)space}"
}
# Loaded by the first use, or read by a shell that is set up already.
if [[ $funcstack[1] == _kartoteka ]]; then
    _kartoteka "$@"
else
    compdef _kartoteka kartoteka
fi
