package io.liftline.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The role of a user, which permits certain endpoints. No role includes another, so each endpoint lists all
/// roles that it permits. The rights of several roles add up.
///
/// In the database, in tokens and in annotations, a role is its name in lower case.
public enum Role {
    /// Reads telemetry, diagnostics and the storage state.
    VIEWER,
    /// Ingests telemetry, and nothing else: the role of devices and gateways.
    WRITER,
    /// Reads, ingests, and writes diagnostics.
    OPERATOR,
    /// Everything, including the administration of users, keys and storage.
    ADMIN;

    /// [#VIEWER] as text, for `@RolesAllowed`.
    public static final String VIEWER_ROLE = "viewer";
    /// [#WRITER] as text, for `@RolesAllowed`.
    public static final String WRITER_ROLE = "writer";
    /// [#OPERATOR] as text, for `@RolesAllowed`.
    public static final String OPERATOR_ROLE = "operator";
    /// [#ADMIN] as text, for `@RolesAllowed`.
    public static final String ADMIN_ROLE = "admin";

    /// The role in lower case, as in the database and in tokens.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role with this text. Empty if there is none.
    ///
    /// @param text a role in lower case, such as `viewer`
    public static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }
}
