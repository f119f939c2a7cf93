-- Guarantee: if the newest sample of a well was dropped, it is here. liftline_drop_chunk stores it in the transaction of the drop, so
-- questions for newest samples need neither the store nor a search. well_id has the type and the collation of esp_telemetry.well_id.
-- The sample is text (json, not jsonb, which knows no negative zero), so that a new channel needs no change here.
CREATE TABLE newest_dropped_sample AS
SELECT well_id, "timestamp", NULL::json AS sample
FROM esp_telemetry
WITH NO DATA;

ALTER TABLE newest_dropped_sample
    ADD CONSTRAINT newest_dropped_sample_pkey PRIMARY KEY (well_id),
    ALTER COLUMN "timestamp" SET NOT NULL,
    ALTER COLUMN sample SET NOT NULL;

COMMENT ON TABLE newest_dropped_sample IS 'Of each well the newest of its samples that were dropped; newer ones may be in esp_telemetry';
COMMENT ON COLUMN newest_dropped_sample.sample IS 'The row of esp_telemetry, by the names of its columns';
