package io.liftline.access;

/// The statements of the table `audit_event`.
final class AuditSql {

    /// One event for each element of the six arrays.
    static final String STORE = """
            INSERT INTO audit_event (actor, action, subject, outcome, address, request_id)
            SELECT *
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            """;

    /// $1: seconds for which events are kept.
    static final String TRIM = """
            SELECT liftline_trim_audit($1 * INTERVAL '1 second')
            """;

    private AuditSql() {}
}
