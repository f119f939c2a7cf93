-- Guarantee: the worker of the rules finds here where it stands with each well. It writes a state in the transaction that opens and
-- closes findings, so that after a crash no sample is evaluated twice.
CREATE TABLE rule_state (
    well_id          text NOT NULL,
    evaluated_until  timestamptz NOT NULL,
    is_silent        boolean NOT NULL DEFAULT false,
    state            text NOT NULL,
    CONSTRAINT rule_state_pkey PRIMARY KEY (well_id)
) WITH (fillfactor = 70);

COMMENT ON TABLE rule_state IS 'What the rules remember of each well between its samples';
COMMENT ON COLUMN rule_state.evaluated_until IS 'The newest event time that was evaluated; older samples that come later are not';
COMMENT ON COLUMN rule_state.is_silent IS 'Whether the absence of samples has been found already';

CREATE TABLE rule_progress (
    is_only        boolean NOT NULL DEFAULT true,
    evaluated_until timestamptz NOT NULL,
    CONSTRAINT rule_progress_pkey PRIMARY KEY (is_only),
    CONSTRAINT rule_progress_is_only CHECK (is_only)
);

COMMENT ON TABLE rule_progress IS 'One row: the samples of all wells before this event time were evaluated';
