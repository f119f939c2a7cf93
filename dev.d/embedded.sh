# The embedded database: Debian 13's PostgreSQL 17 and TimescaleDB in a directory of its own, run by chroot.
# One root holds any number of clusters, each with its own port, passwords and log beside its data.

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/liftline
root=$cache/trixie

# Names the cluster: LIFTLINE_DB_CLUSTER, else $1.
choose_cluster() {
    cluster=${LIFTLINE_DB_CLUSTER:-$1}
    case $cluster in
        '' | *[!a-z0-9_-]*) die "LIFTLINE_DB_CLUSTER is '$cluster': use small letters, digits, - and _ only" ;;
    esac
    case $cluster in
        dev) usual_port=25432 ;;
        test) usual_port=25433 ;;
        *) usual_port=25434 ;;
    esac
    state=$root/var/lib/liftline/$cluster
    data=/var/lib/liftline/$cluster/data # as seen inside the root
}

embedded_possible() {
    [ "$(id -u)" -eq 0 ] && have chroot && have flock && { [ -d "$root" ] || have apt-get; }
}

embedded_verb() {
    choose_cluster dev
    embedded_possible || die "the embedded database needs root on Debian or its kin; elsewhere start Docker or Podman, or set LIFTLINE_DB_URL"
    action=${1:-}
    [ $# -eq 0 ] || shift
    case $action in
        start)
            embedded_start
            say "Database $cluster is running on 127.0.0.1:$(cat "$state/port")"
            ;;
        stop) [ ! -d "$state" ] || locked stop_cluster ;;
        url)
            embedded_exists
            echo "postgresql://liftline_owner:$(cat "$state/owner-password")@127.0.0.1:$(cat "$state/port")/liftline"
            ;;
        psql) embedded_psql "$@" ;;
        destroy) [ ! -d "$state" ] || locked destroy_cluster ;;
        *) die "db: unknown action '$action'; there are start, stop, url, psql and destroy" ;;
    esac
}

embedded_exists() {
    [ -f "$state/made" ] || die "there is no database $cluster yet: ./dev db start makes it"
}

# Starts the cluster, making it and the root first where need be; sets started=yes if it was not running.
embedded_start() {
    make_root
    started=$(locked start_cluster)
}

embedded_psql() {
    embedded_exists
    server_pid >/dev/null || die "database $cluster is not running: ./dev db start"
    exec chroot "$root" /usr/bin/env -i HOME=/root TERM="${TERM:-dumb}" LC_ALL=C.UTF-8 PATH=/usr/bin:/bin \
        PGHOST=127.0.0.1 PGPORT="$(cat "$state/port")" PGUSER=liftline_owner PGDATABASE=liftline \
        PGPASSWORD="$(cat "$state/owner-password")" /usr/lib/postgresql/17/bin/psql "$@"
}

# Runs SQL from standard input in database $1 as the superuser; prints bare rows.
embedded_sql() {
    inside psql -XAtq -v ON_ERROR_STOP=1 -h "$data" -p "$(cat "$state/port")" -d "$1"
}

# --- The cluster. These run under its lock. ---

# Runs function $1 while no other ./dev touches this cluster.
locked() {
    (
        flock -w 300 9 || die "another ./dev has held $state.lock for 300 s: wait for it or end it"
        "$1"
    ) 9>"$state.lock"
}

# Runs a program of the root as the user postgres, without this shell's environment or its locks, which a server would keep.
# The locks are closed in a subshell: dash would close its own for a redirection of the command, and so let go of them.
inside() {
    (
        exec 8>&- 9>&-
        exec chroot --userspec=postgres:postgres "$root" \
            /usr/bin/env -i PATH=/usr/lib/postgresql/17/bin:/usr/bin:/bin HOME=/tmp LC_ALL=C.UTF-8 "$@"
    )
}

# Prints the pid of the cluster's server; false if it is not running.
server_pid() {
    [ -r "$state/data/postmaster.pid" ] && read -r pid <"$state/data/postmaster.pid" &&
        [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -- "-D $data " && echo "$pid"
}

# Prints yes if it started the server, nothing if that was running already.
start_cluster() {
    if server_pid >/dev/null; then
        return
    fi
    [ -d "$state/data" ] || make_cluster
    forget_dead_server
    choose_port
    seconds=0
    until inside pg_ctl -D "$data" -l "$data/server.log" -o "-p $port" -w -t 300 start >"$state/pg_ctl.log" 2>&1; do
        # The queries of a server that was killed run on for as long as they compute.
        if [ "$seconds" -ge 60 ] || ! tail -n 5 "$state/data/server.log" | grep -q 'pre-existing shared memory block'; then
            tail -n 10 "$state/data/server.log" >&2 || cat "$state/pg_ctl.log" >&2
            die "PostgreSQL did not start; its log is $state/data/server.log"
        fi
        progress "Waiting for the last queries of a killed server to end" "$seconds"
        sleep 1
        seconds=$((seconds + 1))
    done
    progress_end
    [ -f "$state/made" ] || make_owner
    echo yes
}

stop_cluster() {
    if server_pid >/dev/null; then
        inside pg_ctl -D "$data" -m fast -w -t 120 -s stop >&2
    fi
}

destroy_cluster() {
    stop_cluster
    rm -rf "$state"
}

# Makes the cluster's data directory, under another name until it is whole. Dynamic shared memory is System V's, since the
# root's /dev/shm is no memory. TimescaleDB needs a background worker for each database and each running job.
make_cluster() {
    say "Making database $cluster"
    mkdir -p "$state"
    rm -rf "$state/data.new"
    mkdir -m 0700 "$state/data.new"
    chroot "$root" chown postgres:postgres "$data.new"
    inside initdb -D "$data.new" --data-checksums --encoding=UTF8 --locale=C.UTF-8 --auth-local=peer --auth-host=scram-sha-256 \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories="$data" -c max_connections=100 -c shared_buffers=256MB \
        -c dynamic_shared_memory_type=sysv -c shared_preload_libraries=timescaledb -c timescaledb.telemetry_level=off \
        -c max_worker_processes=32 -c timescaledb.max_background_workers=16 -c max_locks_per_transaction=256 \
        -c timezone=UTC -c log_timezone=UTC -c logging_collector=off >"$state/initdb.log" 2>&1 ||
        { tail -n 20 "$state/initdb.log" >&2 && die "initdb failed; its log is $state/initdb.log"; }
    mv "$state/data.new" "$state/data"
}

# Makes the owner and the database; safe to repeat.
make_owner() {
    embedded_sql postgres >&2 <<SQL
SELECT 'CREATE ROLE liftline_owner'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'liftline_owner')
\gexec
ALTER ROLE liftline_owner LOGIN CREATEROLE CREATEDB PASSWORD '$(secret "$state/owner-password")';
SELECT 'CREATE DATABASE liftline OWNER liftline_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'liftline')
\gexec
SQL
    touch "$state/made"
}

# PostgreSQL will not start while a lock file names a living process, which after a reboot may be any process, and in a
# container a killed server that nobody waits for. A pid above the kernel's limit names none, and the rest of postmaster.pid
# still guards the shared memory. The lock of the socket, which lies in the data directory, guards nothing more.
forget_dead_server() {
    rm -f "$state"/data/.s.PGSQL.*
    if [ -s "$state/data/postmaster.pid" ]; then
        inside sed -i '1s/.*/4194305/' "$data/postmaster.pid"
    else
        rm -f "$state/data/postmaster.pid" # empty when the machine failed while it was being written
    fi
}

# Sets port to LIFTLINE_DB_PORT, else the port of last time, else the usual one; to the next free one if that is taken.
choose_port() {
    wanted=${LIFTLINE_DB_PORT:-$(cat "$state/port" 2>/dev/null || echo "$usual_port")}
    port=$wanted
    until port_free "$port"; do
        port=$((port + 1))
    done
    [ "$port" = "$wanted" ] || say "Port $wanted is in use by another program; database $cluster takes $port"
    echo "$port" >"$state/port"
}

# --- The root ---

# Makes the root if there is none, under another name until it is whole.
make_root() {
    if [ ! -d "$root" ]; then
        mkdir -p "$cache"
        exec 9>"$cache/trixie.lock"
        flock -n 9 || { say "Waiting for another ./dev that installs PostgreSQL" && flock 9; }
        [ -d "$root" ] || install_root
        exec 9>&-
    fi
    mkdir -p "$root/var/lib/liftline"
}

installer=

install_root() {
    have debootstrap || install_debootstrap
    clear_partial_root
    partial=$root.partial
    say "Installing PostgreSQL 17 and TimescaleDB into $root"
    setsid debootstrap --variant=minbase --include=postgresql-17,postgresql-17-timescaledb trixie "$partial" \
        >"$cache/debootstrap.log" 2>&1 </dev/null 9>&- &
    installer=$!
    seconds=0
    while kill -0 "$installer" 2>/dev/null; do
        progress "Installing: $(tail -n 1 "$cache/debootstrap.log" | cut -c 1-50)" "$seconds"
        sleep 1
        seconds=$((seconds + 1))
    done
    progress_end
    outcome=0
    wait "$installer" || outcome=$?
    installer=
    if [ "$outcome" -ne 0 ]; then
        tail -n 20 "$cache/debootstrap.log" >&2
        die "debootstrap failed; its log is $cache/debootstrap.log"
    fi
    rm -f "$partial"/var/cache/apt/archives/*.deb
    mv "$partial" "$root"
}

# Ends an installation that this run has under way, whole process group and all.
stop_installer() {
    [ -n "$installer" ] || return 0
    kill -TERM -"$installer" 2>/dev/null || :
    wait "$installer" || :
    clear_partial_root
}

install_debootstrap() {
    say "Installing debootstrap"
    export DEBIAN_FRONTEND=noninteractive
    {
        apt-get -qq update && apt-get -qq -y install --no-install-recommends debootstrap
    } >"$cache/apt.log" 2>&1 </dev/null || {
        tail -n 20 "$cache/apt.log" >&2
        die "apt-get could not install debootstrap; its log is $cache/apt.log"
    }
}

# Removes what an interrupted installation left, which may still have the kernel's file systems mounted.
clear_partial_root() {
    [ -d "$root.partial" ] || return 0
    cut -d ' ' -f 2 /proc/mounts | grep "^$root.partial/" | sort -r | while read -r mounted; do
        umount "$mounted" || umount -l "$mounted"
    done
    rm -rf --one-file-system "$root.partial"
}
