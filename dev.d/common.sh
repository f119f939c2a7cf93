# Functions that all parts of ./dev share: messages, progress, secrets, ports, HTTP.

say() {
    printf '%s\n' "$*" >&2
}

die() {
    say "dev: $*"
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# Shows message $1 with the $2 seconds elapsed. On a terminal it overwrites the line, elsewhere it prints every ten seconds.
progress() {
    if [ -t 2 ]; then
        printf '\r\033[K%s (%s s)' "$1" "$2" >&2
    elif [ $(($2 % 10)) -eq 0 ]; then
        say "$1 ($2 s)"
    fi
}

progress_end() {
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# Sends SIGTERM to child process $1 of this shell and waits for it. Does nothing if $1 is empty.
stop_process() {
    [ -n "$1" ] || return 0
    kill -TERM "$1" 2>/dev/null || return 0
    wait "$1" || :
}

# Prints the secret stored in file $1. Creates a random one of 32 characters if there is none.
secret() {
    if [ ! -s "$1" ]; then
        (umask 077 && od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$1.$$" && mv "$1.$$" "$1")
    fi
    cat "$1"
}

# True if nothing listens on TCP port $1, or if that cannot be determined.
port_free() {
    if [ -r /proc/net/tcp ]; then
        ! cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
            grep -q ":$(printf '%04X' "$1") [0-9A-F]*:[0-9A-F]* 0A "
    elif have lsof; then
        ! lsof -nP -iTCP:"$1" -sTCP:LISTEN >/dev/null 2>&1
    fi
}

# Exits with a message if port $1 is in use. $2 is the setting that changes the port.
require_free() {
    port_free "$1" || die "port $1 is in use by another program: stop that program, or set $2 to a free port"
}

find_http_client() {
    have curl || have wget || die "neither curl nor wget is installed; one of them is needed for the readiness check"
}

# True if a GET of URL $1 succeeds.
http_get() {
    if have curl; then
        curl -fsS --noproxy '*' -m 5 -o /dev/null "$1" 2>/dev/null
    else
        wget -q --no-proxy -T 5 -t 1 -O /dev/null "$1" 2>/dev/null
    fi
}

# Logs in as admin at URL $1 with password $2. Prints the access token, or nothing if the login fails.
login() {
    body=$(secret_body "$2")
    if have curl; then
        answer=$(curl -fsS --noproxy '*' -m 30 -H 'Content-Type: application/json' --data-binary @"$body" "$1" 2>/dev/null) || answer=
    else
        answer=$(wget -q --no-proxy -T 30 -t 1 -O - --header 'Content-Type: application/json' --post-file "$body" "$1" 2>/dev/null) || answer=
    fi
    rm -f "$body"
    printf '%s' "$answer" | tr -d '\n' | sed -n 's/.*"access_token" *: *"\([^"]*\)".*/\1/p'
}

# Writes the login request with password $1 to a file that only its owner can read, and prints the file's name. A file,
# because ps shows the arguments of a command.
secret_body() {
    file=$db_state/login.$$
    escaped=$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')
    (umask 077 && printf '{"username":"admin","password":"%s"}' "$escaped" >"$file")
    printf '%s' "$file"
}
