-- Guarantee: the version of a well changes with its name, its field or its limits, so two people cannot overwrite each other's changes.
ALTER TABLE well ADD COLUMN version bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN well.version IS 'Counts the changes of name, field and limits that were made through the HTTP API';
COMMENT ON COLUMN well.limits IS 'Limits of its channels and its pump: docs/rules.md';
