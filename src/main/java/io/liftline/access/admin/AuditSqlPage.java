package io.liftline.access.admin;

/// The statement that reads the audit.
final class AuditSqlPage {

    /// Events of `[$1, $2)` that come before the event ($3, $4), the newest first; at most $5.
    static final String PAGE = """
            SELECT id, at, actor, action, subject, outcome, address, request_id
            FROM audit_event
            WHERE at >= $1 AND at < $2 AND (at, id) < ($3, $4)
            ORDER BY at DESC, id DESC
            LIMIT $5
            """;

    private AuditSqlPage() {}
}
