package io.liftline.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a caller may do. Roles add up; none includes another by itself, so every endpoint lists all that it
/// lets in.
///
/// In the database, in tokens and in annotations a role is its name in lower case.
public enum Role {
    /// Reads telemetry, diagnostics and the state of the storage.
    VIEWER,
    /// Ingests, and nothing else: the role of devices and gateways.
    WRITER,
    /// Reads, ingests and writes diagnostics.
    OPERATOR,
    /// Everything, including users, keys and storage operations.
    ADMIN;

    /// The text of [#VIEWER], for `@RolesAllowed`.
    public static final String VIEWER_ROLE = "viewer";
    /// The text of [#WRITER], for `@RolesAllowed`.
    public static final String WRITER_ROLE = "writer";
    /// The text of [#OPERATOR], for `@RolesAllowed`.
    public static final String OPERATOR_ROLE = "operator";
    /// The text of [#ADMIN], for `@RolesAllowed`.
    public static final String ADMIN_ROLE = "admin";

    /// The role as it is stored and claimed, in lower case.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of this text, or nothing when there is no such role.
    ///
    /// @param text a role in lower case, such as `viewer`
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
