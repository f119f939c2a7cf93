# The databases to compare with, unpacked into the user's cache; nothing is installed on the machine. One that cannot
# be fetched is left out, and the benchmark says so.

questdb_version=9.3.4

peers=$cache/bench-peers

# Fetches those that are not there yet.
fetch_peers() {
    mkdir -p "$peers"
    fetch_debian influxdb
    fetch_debian victoria-metrics
    fetch_questdb
}

# Unpacks Debian's package $1 into a folder of that name.
fetch_debian() {
    [ ! -d "$peers/$1" ] || return 0
    have apt-get && have dpkg-deb || { say "$1: no apt-get here, left out" && return 0; }
    say "Fetching $1 to compare with"
    rm -rf "$peers/$1.partial"
    mkdir -p "$peers/$1.partial"
    if (cd "$peers/$1.partial" && apt-get -qq download "$1" && dpkg-deb -x ./*.deb . && rm -f ./*.deb) >"$peers/$1.log" 2>&1; then
        mv "$peers/$1.partial" "$peers/$1"
    else
        say "$1 could not be fetched and is left out: $(tail -n 1 "$peers/$1.log")"
        rm -rf "$peers/$1.partial"
    fi
}

fetch_questdb() {
    [ ! -f "$peers/questdb/questdb.jar" ] || return 0
    say "Fetching questdb to compare with"
    mkdir -p "$peers/questdb"
    if run_maven -q -f bench/pom.xml dependency:copy -Dartifact=org.questdb:questdb:$questdb_version \
        -DoutputDirectory="$peers/questdb" -Dmdep.stripVersion=true >"$peers/questdb.log" 2>&1; then
        return 0
    fi
    say "questdb could not be fetched and is left out: $(tail -n 1 "$peers/questdb.log")"
}
