# What the days of the examples share; `day.sh` of each reads it. A day is played by
#
#   sh examples/PRESET/day.sh LANGUAGE DIRECTORY        LANGUAGE: en or zh-CN; `tickets` in the PATH
#
# and leaves the desk in DIRECTORY/desk and what it reports in DIRECTORY/figures.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: sh $0 en|zh-CN DIRECTORY" >&2
    exit 2
fi
case $1 in
en | zh-CN) lang=$1 ;;
*)
    echo "no day is played in $1; there are en and zh-CN" >&2
    exit 2
    ;;
esac
mkdir -p "$2/figures"
place=$(cd "$2" && pwd)
figures=$place/figures

# Whoever plays it gets the same tickets: the same keys, and times as they are written in the day.
export TICKETS_SEED=1
unset TICKETS_USER TICKETS_DESK || true
# Nor does it matter who that is: their identity in git would make them a member of the desk.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_CEILING_DIRECTORIES="$place:$(dirname "$place")"
unset GIT_DIR GIT_WORK_TREE GIT_CONFIG_COUNT GIT_CONFIG_PARAMETERS || true

# lay_down PRESET: the desk, in the time zone of its figures.
lay_down() {
    TICKETS_NOW=${day}T00:00:00+08:00 tickets init "$place/desk" --template "$1" --lang "$lang" --timezone Asia/Shanghai --no-git
    cd "$place/desk"
}

# at 09:05 COMMAND…: runs it at that time of `$day`.
at() {
    now=${day}T$1:00+08:00
    shift
    TICKETS_NOW=$now "$@"
}

# on 2026-10-29: it is that day from here on.
on() {
    day=$1
}

# say ENGLISH CHINESE: the text in the language of the desk.
say() {
    case $lang in
    zh-CN) printf '%s' "$2" ;;
    *) printf '%s' "$1" ;;
    esac
}

# refused CODE COMMAND…: what the desk must not let happen ends with this exit code.
refused() {
    code=$1
    shift
    ended=0
    "$@" 2>"$place/said.txt" || ended=$?
    cat "$place/said.txt" >&2
    if [ "$ended" -ne "$code" ]; then
        echo "error: exit code $ended instead of $code: $*" >&2
        exit 1
    fi
}

# objection COMMAND…: what a command finds wrong, in words, without hints.
objection() {
    "$@" 2>&1 >/dev/null | grep -E '^(error|warning|错误|警告)'
}

# refusal CODE COMMAND…: the same, and what it says is kept in refused.txt.
refusal() {
    refused "$@"
    sed -n '/^error:/,$p; /^错误：/,$p' "$place/said.txt" >>"$figures/refused.txt"
}

# figure FILE COMMAND…: keeps what a command prints.
figure() {
    file=$figures/$1
    shift
    "$@" >"$file"
}

# rows PATTERN COMMAND…: the first line of what a command prints, and the lines that match.
rows() {
    pattern=$1
    shift
    "$@" >"$place/rows.csv"
    awk -v pattern="$pattern" 'NR == 1 || $0 ~ pattern' "$place/rows.csv"
    rm "$place/rows.csv"
}

# columns A,B,C COMMAND…: these columns of the CSV that a command prints. A cell that holds a comma or a quote is
# taken as it is meant, and written with `;` for each comma.
columns() {
    wanted=$1
    shift
    "$@" >"$place/table.csv"
    awk -v wanted="$wanted" '
        function cells(line, cell,    at, letter, quoted, count) {
            count = 1
            cell[1] = ""
            quoted = 0
            for (at = 1; at <= length(line); at++) {
                letter = substr(line, at, 1)
                if (letter == "\"") quoted = !quoted
                else if (letter == "," && !quoted) cell[++count] = ""
                else cell[count] = cell[count] (letter == "," ? ";" : letter)
            }
            return count
        }
        BEGIN { columns = split(wanted, names, ",") }
        NR == 1 { for (at = cells($0, cell); at > 0; at--) place[cell[at]] = at }
        {
            cells($0, cell)
            line = cell[place[names[1]]]
            for (at = 2; at <= columns; at++) line = line "," cell[place[names[at]]]
            print line
        }
    ' "$place/table.csv"
    rm "$place/table.csv"
}
