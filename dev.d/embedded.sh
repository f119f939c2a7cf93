# The embedded database: PostgreSQL 17 and TimescaleDB of Debian 13, installed in a chroot directory (the root).
# One root contains any number of clusters. Each has its own port, passwords and log.

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/liftline
root=$cache/trixie

# Sets cluster to LIFTLINE_DB_CLUSTER, else to $1, and the paths and the default port that follow from it.
choose_cluster() {
    cluster=${LIFTLINE_DB_CLUSTER:-$1}
    case $cluster in
        '' | *[!a-z0-9_-]*) die "LIFTLINE_DB_CLUSTER is '$cluster': use lower-case letters, digits, - and _ only" ;;
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
    embedded_possible || die "the embedded database needs root on Debian or a derivative; elsewhere start Docker or Podman, or set LIFTLINE_DB_URL"
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
        *) die "db: unknown action '$action'; the actions are start, stop, url, psql and destroy" ;;
    esac
}

embedded_exists() {
    [ -f "$state/made" ] || die "there is no database $cluster yet: ./dev db start creates it"
}

# Starts the cluster. Creates it and the root first if they do not exist. Sets started=yes if it was not running.
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

# Runs SQL from standard input in database $1 as the superuser. Prints rows without headers and alignment.
embedded_sql() {
    inside psql -XAtq -v ON_ERROR_STOP=1 -h "$data" -p "$(cat "$state/port")" -d "$1"
}

# --- The cluster. Call these functions under its lock. ---

# Runs function $1 while holding the lock of this cluster, which excludes any other ./dev.
locked() {
    (
        flock -w 300 9 || die "another ./dev has held $state.lock for 300 s: wait for it or end it"
        "$1"
    ) 9>"$state.lock"
}

# Runs a program of the root as the user postgres, without this shell's environment and without its lock descriptors, which a
# server would otherwise inherit and keep. The descriptors are closed in a subshell: with a redirection on the command itself,
# dash closes its own descriptors and so releases the locks.
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

# Prints yes if it started the server, nothing if the server was already running.
start_cluster() {
    if server_pid >/dev/null; then
        return
    fi
    [ -d "$state/data" ] || make_cluster
    forget_dead_server
    choose_port
    seconds=0
    until inside pg_ctl -D "$data" -l "$data/server.log" -o "-p $port" -w -t 300 start >"$state/pg_ctl.log" 2>&1; do
        # Backends of a killed server run until their current query ends, and hold the shared memory until then.
        if [ "$seconds" -ge 60 ] || ! tail -n 5 "$state/data/server.log" | grep -q 'pre-existing shared memory block'; then
            tail -n 10 "$state/data/server.log" >&2 || cat "$state/pg_ctl.log" >&2
            die "PostgreSQL did not start; its log is $state/data/server.log"
        fi
        progress "Waiting for the backends of a killed server to exit" "$seconds"
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

# Creates the cluster's data directory under a temporary name, and renames it when it is complete. Dynamic shared memory is of
# the type sysv, because /dev/shm of the root is not a memory file system. TimescaleDB needs a background worker for each
# database and for each running job.
make_cluster() {
    say "Creating database $cluster"
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

# Creates the owner and the database, and closes the function by which every role may drop chunks (docs/database.md). Idempotent.
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
    embedded_sql liftline >&2 <<'SQL'
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS timescaledb;
REVOKE EXECUTE ON FUNCTION _timescaledb_functions.drop_chunk(regclass) FROM PUBLIC;
SQL
    touch "$state/made"
}

# Makes a stale postmaster.pid harmless. PostgreSQL does not start while the pid in it belongs to an existing process. After a
# reboot that can be an unrelated process, and in a container the zombie of the killed server. This writes a pid above the
# kernel's limit, which no process can have. The other lines of the file stay, so the check for shared memory in use still
# works. The lock file of the socket lies in the data directory too and adds no protection, so it is removed.
forget_dead_server() {
    rm -f "$state"/data/.s.PGSQL.*
    if [ -s "$state/data/postmaster.pid" ]; then
        inside sed -i '1s/.*/4194305/' "$data/postmaster.pid"
    else
        rm -f "$state/data/postmaster.pid" # empty if the machine failed during the write
    fi
}

# Sets port to LIFTLINE_DB_PORT, else to the last port of this cluster, else to the default. If that one is in use, takes the
# next free port.
choose_port() {
    wanted=${LIFTLINE_DB_PORT:-$(cat "$state/port" 2>/dev/null || echo "$usual_port")}
    port=$wanted
    until port_free "$port"; do
        port=$((port + 1))
    done
    [ "$port" = "$wanted" ] || say "Port $wanted is in use by another program; database $cluster uses $port"
    echo "$port" >"$state/port"
}

# --- The root ---

# Installs the root if it does not exist.
make_root() {
    if [ ! -d "$root" ]; then
        mkdir -p "$cache"
        exec 9>"$cache/trixie.lock"
        flock -n 9 || { say "Waiting for another ./dev that is installing PostgreSQL" && flock 9; }
        [ -d "$root" ] || install_root
        exec 9>&-
    fi
    mkdir -p "$root/var/lib/liftline"
}

# The pid of debootstrap while it runs.
installer=

# Installs the root with debootstrap under a temporary name, and renames it when it is complete.
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

# Stops the installation in progress, if any, with its whole process group.
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

# Removes the remains of an interrupted installation. Unmounts /proc and the like first, which may still be mounted in them.
clear_partial_root() {
    [ -d "$root.partial" ] || return 0
    cut -d ' ' -f 2 /proc/mounts | grep "^$root.partial/" | sort -r | while read -r mounted; do
        umount "$mounted" || umount -l "$mounted"
    done
    rm -rf --one-file-system "$root.partial"
}
