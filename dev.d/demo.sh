# ./dev demo lifecycle: the way of an old chunk through the archive, shown with the number of rows at each step.

demo() {
    [ "${1:-}" = lifecycle ] || die "demo: unknown demonstration '${1:-}'; there is: lifecycle"
    find_jdk
    require_free "$http_port" LIFTLINE_HTTP_PORT
    require_free "$management_port" LIFTLINE_MANAGEMENT_PORT
    open_database demo liftline
    have curl || die "curl is not installed"
    build_if_stale
    LIFTLINE_ADMIN_PASSWORD=$(secret "$db_state/admin-password")
    LIFTLINE_DEMO=false
    export LIFTLINE_ADMIN_PASSWORD LIFTLINE_DEMO
    use_directory_store
    mkdir -p .dev
    log=$here/.dev/demo.log
    "$JAVA_HOME/bin/java" -jar "$jar" >"$log" 2>&1 </dev/null &
    service=$!
    await_service
    lifecycle
}

lifecycle() {
    api=http://127.0.0.1:$http_port/api/v1
    token=$(login "$api/auth/login" "$LIFTLINE_ADMIN_PASSWORD")
    [ -n "$token" ] || die "admin could not log in; ./dev db destroy with LIFTLINE_DB_CLUSTER=demo starts anew"
    day=$(lifecycle_sql "SELECT (now() AT TIME ZONE 'UTC')::date - 40")
    say "1. A chunk of 40 days ago ($day): ten wells, a sample a minute"
    lifecycle_sql "INSERT INTO esp_telemetry (well_id, timestamp, pip, motor_temp)
                   SELECT format('WELL-%s', to_char(w, 'FM000')), '$day 00:00+00'::timestamptz + m * interval '1 min',
                          600 + w + (m % 50) / 10.0, 90 + w
                   FROM generate_series(1, 10) AS w, generate_series(0, 1439) AS m
                   ON CONFLICT DO NOTHING" >/dev/null
    lifecycle_counts
    say "2. Passes of the archive: exported, stored, read back, compared, dropped as soon as the rollups have it"
    lifecycle_drop
    lifecycle_counts
    say "3. A late row into the dropped chunk"
    lifecycle_sql "INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('WELL-001', '$day 12:00:30+00', 700)
                   ON CONFLICT DO NOTHING" >/dev/null
    lifecycle_counts
    say "4. The next passes bring the day back, archive it as the next version, and drop it again"
    lifecycle_drop
    lifecycle_counts
    say "5. A restore into the hypertable, where the day is kept for a week"
    archive_task restores "{\"hypertable\": \"esp_telemetry\", \"from\": \"${day}T00:00:00Z\", \"to\": \"${day}T23:59:59Z\"}"
    lifecycle_counts
    say "6. A drill: a random object into a scratch table, compared with its manifest"
    archive_task drills
    say "The objects are in $LIFTLINE_ARCHIVE_DIRECTORY, the catalogue is GET /api/v1/archive/objects, the log is $log"
}

lifecycle_sql() {
    printf '%s;\n' "$1" | database_sql "$db_name"
}

# Asks for passes until the day is dropped. Nothing is dropped before the rollups have it, which takes some seconds.
lifecycle_drop() {
    seconds=0
    archive_task runs
    until [ "$(lifecycle_sql "SELECT count(*) FROM esp_telemetry WHERE timestamp >= '$day 00:00+00'
                              AND timestamp < '$day 00:00+00'::timestamptz + interval '1 day'")" = 0 ]; do
        [ "$seconds" -lt 24 ] || die "the day is not dropped after $seconds passes; the log is $log"
        sleep 5
        seconds=$((seconds + 1))
        archive_task runs
    done
}

# What a client gets, and from where.
lifecycle_answer() {
    curl -fsS --noproxy '*' -m 60 -D "$here/.dev/demo.head" -H "Authorization: Bearer $token" \
        "$api/wells/WELL-001/telemetry?format=ndjson&from=${day}T00:00:00Z&to=${day}T23:59:59Z" >"$here/.dev/demo.answer" ||
        die "the question failed; the log is $log"
    say "   GET /wells/WELL-001/telemetry: $(wc -l <"$here/.dev/demo.answer") samples from $(sed -n 's/^[Ll]iftline-[Ss]ources: *//p' "$here/.dev/demo.head" | tr -d '\r')"
}

lifecycle_counts() {
    lifecycle_answer
    lifecycle_sql "SELECT format('   rows of that day in the hypertable: %s; versions: %s',
                       (SELECT count(*) FROM esp_telemetry
                        WHERE timestamp >= '$day 00:00+00' AND timestamp < '$day 00:00+00'::timestamptz + interval '1 day'),
                       coalesce((SELECT string_agg(format('v%s %s, %s rows, %s bytes', version, state, rows, bytes), '; '
                                                   ORDER BY version)
                                 FROM chunk_archive
                                 WHERE range_start = '$day 00:00+00'), 'none'))" >&2
}

# Asks the archive for task $1 with body $2, waits until it is finished, and prints its result.
archive_task() {
    if [ -n "${2:-}" ]; then
        made=$(curl -fsS --noproxy '*' -m 30 -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "$2" "$api/archive/$1")
    else
        made=$(curl -fsS --noproxy '*' -m 30 -H "Authorization: Bearer $token" -X POST "$api/archive/$1")
    fi || die "POST /archive/$1 failed; the log is $log"
    id=$(printf '%s' "$made" | sed 's/^{"id":\([0-9]*\).*/\1/')
    seconds=0
    until task=$(curl -fsS --noproxy '*' -m 30 -H "Authorization: Bearer $token" "$api/archive/$1/$id") &&
        printf '%s' "$task" | grep -Eq '"state":"(done|failed)"'; do
        [ "$seconds" -lt 120 ] || die "task $id is not finished after $seconds s; the log is $log"
        progress "   waiting" "$seconds"
        sleep 1
        seconds=$((seconds + 1))
    done
    progress_end
    say "   $(printf '%s' "$task" | sed 's/.*"result":\({[^}]*}\).*/\1/')"
}
