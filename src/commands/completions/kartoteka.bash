# Completes command lines of kartoteka, in bash 4.4 or later. The program itself says what may come next: one line for the
# kind of thing, then one for each word, quoted as it is typed.
_kartoteka() {
    local -a answer
    mapfile -t answer < <("${1/#\~/$HOME}" complete bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    COMPREPLY=("${answer[@]:1}")
    case ${answer[0]-} in
        files) compopt -o default ;;
        directories) compopt -o dirnames ;;
    esac
    # The value follows without a blank.
    if [[ ${COMPREPLY[0]-} == *= ]]; then
        compopt -o nospace
    fi
}
complete -o nosort -F _kartoteka kartoteka
