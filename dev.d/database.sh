# The database of `up` and `test`: an existing server, a container, or the embedded one.

db_kind=
db_started=

# Selects, starts and prepares a database, and exports its LIFTLINE_DB_… settings.
# $1: the cluster, dev or test. $2: the database; liftline_test is dropped and created again, empty.
# Sets db_kind (server, container or embedded), db_what (a description of it), db_state (the directory of its secrets).
open_database() {
    choose_cluster "$1"
    db_name=$2
    if [ -n "${LIFTLINE_DB_URL:-}" ]; then
        open_server
    elif container_engine && open_container; then
        :
    elif embedded_possible; then
        open_embedded
    else
        die "no database: set LIFTLINE_DB_URL to a PostgreSQL server with TimescaleDB, or start Docker or Podman, or run as root on Debian"
    fi
    export LIFTLINE_DB_URL LIFTLINE_DB_OWNER LIFTLINE_DB_OWNER_PASSWORD
    export LIFTLINE_DB_USER="${LIFTLINE_DB_USER:-liftline_service}"
    LIFTLINE_DB_PASSWORD=${LIFTLINE_DB_PASSWORD:-$(secret "$db_state/service-password")}
    export LIFTLINE_DB_PASSWORD
}

# Stops the database if this run started it.
close_database() {
    if [ -n "$db_started" ]; then
        db_started=
        say "Stopping the database"
        case $db_kind in
            embedded) locked stop_cluster ;;
            container) compose stop ;;
        esac
    fi
}

# Prints the versions and the edition of the database. Starts it if the tests have stopped it.
database_versions() {
    case $db_kind in
        embedded) locked start_cluster >/dev/null ;;
        container) compose up -d --wait timescaledb >/dev/null 2>&1 || : ;;
    esac
    {
        echo "SET client_min_messages = error;"
        [ "$db_kind" = server ] || echo "CREATE EXTENSION IF NOT EXISTS timescaledb;"
        cat <<'SQL'
SELECT format(
    'PostgreSQL %s, TimescaleDB %s, %s edition',
    split_part(current_setting('server_version'), ' ', 1),
    coalesce((SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'), 'not installed'),
    CASE current_setting('timescaledb.license', true) WHEN 'timescale' THEN 'community' WHEN 'apache' THEN 'apache' ELSE 'unknown' END);
SQL
    } | database_sql "$db_name" 2>/dev/null || echo "a database of unknown version"
}

# Runs SQL from standard input in database $1.
database_sql() {
    case $db_kind in
        embedded) embedded_sql "$1" ;;
        container) compose exec -T timescaledb psql -XAtq -v ON_ERROR_STOP=1 -U liftline_owner -d "$1" ;;
        server) PGPASSWORD=$LIFTLINE_DB_OWNER_PASSWORD psql -XAtq -v ON_ERROR_STOP=1 -U "$LIFTLINE_DB_OWNER" -d "$LIFTLINE_DB_URL" ;;
    esac
}

# Drops the test database and creates it again from template0, which lacks the extension. The migrations create the extension.
empty_test_database() {
    [ "$db_name" = liftline_test ] || return 0
    database_sql postgres <<'SQL'
SET client_min_messages = error;
DROP DATABASE IF EXISTS liftline_test WITH (FORCE);
CREATE DATABASE liftline_test OWNER liftline_owner TEMPLATE template0;
SQL
}

# --- The embedded database ---

open_embedded() {
    db_kind=embedded
    db_what="embedded, data in $state"
    db_state=$state
    make_root
    one_test_run "$state.run"
    # Set before the start: an interrupt during the start then stops the database too.
    server_pid >/dev/null || db_started=yes
    embedded_start
    db_started=$started
    empty_test_database
    export LIFTLINE_DB_EMBEDDED=true LIFTLINE_DB_CLUSTER="$cluster" LIFTLINE_DB_ROOT="$root"
    LIFTLINE_DB_PORT=$(cat "$state/port")
    export LIFTLINE_DB_PORT
    LIFTLINE_DB_URL=postgresql://127.0.0.1:$LIFTLINE_DB_PORT/$db_name
    LIFTLINE_DB_OWNER=liftline_owner
    LIFTLINE_DB_OWNER_PASSWORD=$(cat "$state/owner-password")
}

# Exits if another test run uses this cluster, because its database is about to be dropped.
one_test_run() {
    [ "$db_name" = liftline_test ] || return 0
    exec 8>"$1"
    flock -n 8 || die "another ./dev test uses database $cluster: wait for it, or set LIFTLINE_DB_CLUSTER to another name"
}

# --- A container ---

# Sets engine to the first container engine that is running and has Compose; false if there is none.
container_engine() {
    for engine in docker podman; do
        if have "$engine" && "$engine" info >/dev/null 2>&1 && "$engine" compose version >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

compose() {
    "$engine" compose -p "liftline-$cluster" -f deploy/compose.yaml "$@"
}

open_container() {
    db_kind=container
    db_what="container of $engine"
    db_state=$here/.dev/$cluster
    mkdir -p "$db_state"
    chmod 0700 "$db_state"
    LIFTLINE_DB_OWNER=liftline_owner
    LIFTLINE_DB_OWNER_PASSWORD=$(secret "$db_state/owner-password")
    export LIFTLINE_DB_PORT="${LIFTLINE_DB_PORT:-$usual_port}" LIFTLINE_DB_OWNER_PASSWORD_FILE="$db_state/owner-password"
    running=$(compose ps -q timescaledb 2>/dev/null) || running=
    [ -n "$running" ] || db_started=yes
    say "Starting TimescaleDB in a container"
    if ! compose up -d --wait timescaledb >&2; then
        say "dev: $engine could not start the database of deploy/compose.yaml, see above; trying without a container"
        close_database
        return 1
    fi
    # The volume may have been created with another password than the one stored here.
    database_sql postgres <<SQL || die "could not set the owner's password in the database of deploy/compose.yaml, see above"
ALTER ROLE liftline_owner PASSWORD '$LIFTLINE_DB_OWNER_PASSWORD';
SQL
    empty_test_database || die "could not make an empty liftline_test, see above"
    LIFTLINE_DB_URL=postgresql://127.0.0.1:$LIFTLINE_DB_PORT/$db_name
}

# --- An existing server ---

open_server() {
    db_kind=server
    db_what="from LIFTLINE_DB_URL"
    db_state=$here/.dev/server
    mkdir -p "$db_state"
    chmod 0700 "$db_state"
    split_url
    [ -n "${LIFTLINE_DB_OWNER:-}" ] ||
        die "LIFTLINE_DB_URL names no user: write postgresql://user:password@host:port/database, or set LIFTLINE_DB_OWNER"
    LIFTLINE_DB_OWNER_PASSWORD=${LIFTLINE_DB_OWNER_PASSWORD:-}
    unset LIFTLINE_DB_EMBEDDED
    [ "$db_name" != liftline_test ] || say "Tests use $LIFTLINE_DB_URL without recreating it; tests that stop the database are skipped"
}

# Moves user and password from LIFTLINE_DB_URL to LIFTLINE_DB_OWNER and LIFTLINE_DB_OWNER_PASSWORD.
split_url() {
    case $LIFTLINE_DB_URL in
        jdbc:postgresql://?* | postgresql://?* | postgres://?*) ;;
        *) die "LIFTLINE_DB_URL is not postgresql://host:port/database but $(printf '%s' "$LIFTLINE_DB_URL" | sed 's/:[^:@]*@/:…@/')" ;;
    esac
    rest=${LIFTLINE_DB_URL#*://}
    authority=${rest%%[/?]*}
    case $authority in
        *@*)
            credentials=${authority%@*}
            LIFTLINE_DB_OWNER=$(url_decode "${credentials%%:*}")
            case $credentials in
                *:*) LIFTLINE_DB_OWNER_PASSWORD=$(url_decode "${credentials#*:}") ;;
            esac
            ;;
    esac
    LIFTLINE_DB_URL=postgresql://${authority##*@}${rest#"$authority"}
}

# Prints $1, percent-decoded.
url_decode() {
    printf '%s\n' "$1" | LC_ALL=C awk '
        function digit(c) { return index("0123456789abcdef", tolower(c)) - 1 }
        {
            out = ""
            while (match($0, /%[0-9A-Fa-f][0-9A-Fa-f]/)) {
                out = out substr($0, 1, RSTART - 1) sprintf("%c", digit(substr($0, RSTART + 1, 1)) * 16 + digit(substr($0, RSTART + 2, 1)))
                $0 = substr($0, RSTART + 3)
            }
            print out $0
        }'
}
