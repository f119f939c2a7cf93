# What benchmarks with a database of their own share. Sourced by their run files.

# Opens a cluster of its own, with a new database, since every leg changes the table, and another for the version of
# --before of ingest, which makes its own schema. With --loaded among the arguments, the databases are those of the run before.
open_bench_database() {
    [ -z "${LIFTLINE_DB_URL:-}" ] || say "LIFTLINE_DB_URL is left alone: the benchmark empties its table, so it has a database of its own"
    embedded_possible || die "bench $name needs the embedded database, whose processes it can measure: root on Debian or its kin"
    LIFTLINE_DB_PORT=${LIFTLINE_DB_PORT:-54361}
    choose_cluster bench
    db_name=liftline_bench
    make_root
    mkdir -p "$root/var/lib/liftline"
    exec 8>"$state.run"
    flock -n 8 || die "another benchmark uses database $cluster: wait for it"
    open_embedded
    case " $* " in
        *' --loaded '*) ;;
        *) create_bench_databases ;;
    esac
    LIFTLINE_DB_USER=liftline_service
    LIFTLINE_DB_PASSWORD=$(secret "$db_state/service-password")
    LIFTLINE_BENCH_ADMIN_PASSWORD=$(secret "$db_state/admin-password")
    LIFTLINE_BENCH_BEFORE_URL=${LIFTLINE_DB_URL}_before
    export LIFTLINE_BENCH_BEFORE_URL LIFTLINE_DB_URL LIFTLINE_DB_OWNER LIFTLINE_DB_OWNER_PASSWORD LIFTLINE_DB_USER LIFTLINE_DB_PASSWORD
    export LIFTLINE_BENCH_ADMIN_PASSWORD
}

create_bench_databases() {
    database_sql postgres <<'SQL'
SET client_min_messages = error;
DROP DATABASE IF EXISTS liftline_bench WITH (FORCE);
CREATE DATABASE liftline_bench OWNER liftline_owner TEMPLATE template0;
DROP DATABASE IF EXISTS liftline_bench_before WITH (FORCE);
CREATE DATABASE liftline_bench_before OWNER liftline_owner TEMPLATE template0;
GRANT pg_checkpoint TO liftline_owner;
SQL
}

folder=

# Stops the measurement and deletes its folder, then does what ./dev does at its end.
finish_bench() {
    status=$?
    trap '' INT TERM HUP
    stop_process "$service"
    service=
    [ -z "$folder" ] || rm -rf "$folder"
    set +e
    (exit "$status") # finish ends with the status it finds
    finish
}

# Finds Java, fetches the libraries of the benchmarks, and builds the program, unless the arguments name one by --native.
prepare_bench() {
    find_jdk
    find_maven
    if [ ! -d bench/target/dependency ] || [ bench/pom.xml -nt bench/target/dependency ]; then
        say "Fetching what the benchmark needs"
        run_maven -q -f bench/pom.xml dependency:copy-dependencies || die "Maven could not fetch it, see above"
        touch bench/target/dependency
    fi
    for argument; do
        [ "$argument" != --native ] || return 0
    done
    build_if_stale
}

# The commit that is measured, and a folder for its files.
name_commit() {
    LIFTLINE_BENCH_ROOT=$root
    LIFTLINE_BENCH_COMMIT=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
    [ -z "$(git status --porcelain -- . ':!bench/results' 2>/dev/null)" ] || LIFTLINE_BENCH_COMMIT=$LIFTLINE_BENCH_COMMIT-changed
    trap finish_bench EXIT
    folder=$(mktemp -d "${TMPDIR:-/tmp}/liftline-bench.XXXXXX")
    LIFTLINE_BENCH_FOLDER=$folder
    export LIFTLINE_BENCH_ROOT LIFTLINE_BENCH_COMMIT LIFTLINE_BENCH_FOLDER
    unset LIFTLINE_ADMIN_PASSWORD
}

# Runs the Java program $1 with the other arguments. In the background, so that a signal to ./dev ends it at once. It stops
# the programs that it has started. Its young generation is so large that its collector, which stops the clients, too, hardly ever runs
# while latencies are measured: with a small one, it stopped them for up to 0.1 s.
run_bench() {
    program=$1
    shift
    "$JAVA_HOME/bin/java" -Xms4g -Xmx4g -Xmn2g -XX:+UseSerialGC -cp 'bench/target/dependency/*' "$program" "$@" 8>&- &
    service=$!
    outcome=0
    wait "$service" || outcome=$?
    service=
    exit "$outcome"
}
