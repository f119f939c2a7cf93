package io.liftline.access;

/// Something that is recorded: a login, a refusal, an administrative or a storage operation. It never contains a
/// credential.
///
/// @param actor who did it: a username, `key:<id>`, or the name that a login was tried with
/// @param action what was done, such as `login` or `user.create`
/// @param subject what it was done to; empty if that is the actor
/// @param outcome how it ended
/// @param address the address of the client; empty for the command line
/// @param requestId the `X-Request-Id`; empty for the command line
public record AuditEvent(
        String actor, String action, String subject, Outcome outcome, String address, String requestId) {

    private static final int MAX_LENGTH = 200;

    /// How an operation ended.
    public enum Outcome {
        DONE,
        REFUSED
    }

    /// Cuts long texts.
    public AuditEvent {
        actor = clip(actor);
        subject = clip(subject);
        address = clip(address);
        requestId = clip(requestId);
    }

    private static String clip(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
