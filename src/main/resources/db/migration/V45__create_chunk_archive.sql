-- The catalogue of the archive: one row for each version of each archived chunk (docs/adr/0013-what-proves-an-object.md).
-- A chunk is known by its range, because a chunk that is dropped and made again has another name.
CREATE TABLE chunk_archive (
    hypertable  text        NOT NULL,
    chunk       text        NOT NULL,
    version     integer     NOT NULL,
    range_start timestamptz NOT NULL,
    range_end   timestamptz NOT NULL,
    state       text        NOT NULL DEFAULT 'due',
    rows        bigint,
    contents    jsonb,
    object      text,
    bytes       bigint,
    sha256      text,
    due_at      timestamptz NOT NULL DEFAULT now(),
    exported_at timestamptz,
    stored_at   timestamptz,
    verified_at timestamptz,
    dropped_at  timestamptz,
    keep_until  timestamptz,
    error       text,
    error_at    timestamptz,
    CONSTRAINT chunk_archive_pkey PRIMARY KEY (hypertable, chunk, version),
    CONSTRAINT chunk_archive_range_version_key UNIQUE (hypertable, range_start, version),
    CONSTRAINT chunk_archive_hypertable_check CHECK (hypertable IN ('esp_telemetry', 'diagnostic_results')),
    CONSTRAINT chunk_archive_version_check CHECK (version > 0),
    CONSTRAINT chunk_archive_range_check CHECK (range_start < range_end),
    CONSTRAINT chunk_archive_state_check CHECK (state IN ('due', 'exported', 'stored', 'verified', 'dropped')),
    CONSTRAINT chunk_archive_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT chunk_archive_exported_check CHECK (
        state = 'due' OR num_nonnulls(rows, contents, object, bytes, sha256, exported_at) = 6),
    CONSTRAINT chunk_archive_stored_check CHECK (state IN ('due', 'exported') OR stored_at IS NOT NULL),
    CONSTRAINT chunk_archive_verified_check CHECK (state NOT IN ('verified', 'dropped') OR verified_at IS NOT NULL),
    CONSTRAINT chunk_archive_dropped_check CHECK (state <> 'dropped' OR dropped_at IS NOT NULL)
);

COMMENT ON TABLE chunk_archive IS 'Each version of each archived chunk, and how far its archiving has come';
COMMENT ON COLUMN chunk_archive.chunk IS 'Name of the chunk when this version was begun, without its schema';
COMMENT ON COLUMN chunk_archive.contents IS
    'Columns of the object, and its figures: what liftline_figures gave for the range in the snapshot of the export';
COMMENT ON COLUMN chunk_archive.object IS 'Name of the object in the store';
COMMENT ON COLUMN chunk_archive.dropped_at IS 'The last drop; it stays when the chunk is brought back';
COMMENT ON COLUMN chunk_archive.keep_until IS 'A restored chunk is not dropped before this time';

-- The end of the newest range that was dropped. Older rows may be in the archive only, so nothing that is computed from rows
-- may be computed anew below it.
CREATE TABLE archive_floor (
    hypertable     text        NOT NULL,
    dropped_before timestamptz NOT NULL,
    CONSTRAINT archive_floor_pkey PRIMARY KEY (hypertable)
);

COMMENT ON TABLE archive_floor IS 'Below this time, rows may be in the archive only';

-- Guarantees: the state of a version changes only along due, exported, stored, verified, dropped. Only the owner of the table
-- can record a drop, which liftline_drop_chunk does. What was verified does not change. A dropped version that was brought
-- back is verified again.
CREATE FUNCTION liftline_chunk_archive_transition() RETURNS trigger
LANGUAGE plpgsql SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
    change CONSTANT text := CASE TG_OP WHEN 'INSERT' THEN 'new' ELSE OLD.state END || ' to ' || NEW.state;
BEGIN
    IF change NOT IN ('new to due', 'due to due', 'due to exported', 'exported to exported', 'exported to due',
                      'exported to stored', 'stored to stored', 'stored to due', 'stored to verified',
                      'verified to verified', 'verified to dropped', 'dropped to dropped', 'dropped to verified')
    THEN
        RAISE EXCEPTION 'a version of a chunk cannot go from %', change USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'dropped'
       AND current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
    THEN
        RAISE EXCEPTION 'only liftline_drop_chunk records a drop' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('verified', 'dropped')
       AND (OLD.hypertable, OLD.chunk, OLD.version, OLD.range_start, OLD.range_end, OLD.rows, OLD.contents, OLD.object, OLD.bytes,
            OLD.sha256, OLD.verified_at)
           IS DISTINCT FROM
           (NEW.hypertable, NEW.chunk, NEW.version, NEW.range_start, NEW.range_end, NEW.rows, NEW.contents, NEW.object, NEW.bytes,
            NEW.sha256, NEW.verified_at)
    THEN
        RAISE EXCEPTION 'what was verified does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER chunk_archive_transition
    BEFORE INSERT OR UPDATE ON chunk_archive
    FOR EACH ROW EXECUTE FUNCTION liftline_chunk_archive_transition();
