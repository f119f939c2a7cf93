-- Guarantee: live_interest says whether a client of any replica wants new samples as they are committed. While none does, nobody
-- announces samples.
CREATE TABLE live_interest (
    replica     text PRIMARY KEY,
    until       timestamptz NOT NULL
);

COMMENT ON TABLE live_interest IS 'The replicas with clients that want new samples as they are committed';
COMMENT ON COLUMN live_interest.until IS 'The replica extends it while it has such clients; a replica that has died leaves it to expire';
