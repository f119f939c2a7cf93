package io.liftline.access.admin;

import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads roles and wells that an administrator grants.
final class Grant {

    private Grant() {}

    /// The roles, in lower case, without repeated ones. Empty if the member is absent.
    ///
    /// @throws ProblemException 422 if the list is empty or a role does not exist
    static Optional<String[]> roles(@Nullable List<String> names) {
        if (names == null) {
            return Optional.empty();
        }
        List<String> roles = new ArrayList<>();
        for (@Nullable String name : names) {
            roles.add(Role.of(String.valueOf(name))
                    .orElseThrow(() -> unprocessable("roles names '" + clip(String.valueOf(name))
                            + "', but must be of viewer, writer, operator, admin"))
                    .text());
        }
        if (roles.isEmpty()) {
            throw unprocessable("roles is empty, but must name at least one of viewer, writer, operator, admin");
        }
        return Optional.of(roles.stream().distinct().toArray(String[]::new));
    }

    /// The well patterns, without repeated ones. Empty if the member is absent.
    ///
    /// @throws ProblemException 422 if one is not valid, or there are too many
    static Optional<String[]> wells(@Nullable List<String> patterns) {
        if (patterns == null) {
            return Optional.empty();
        }
        try {
            List<String> texts = patterns.stream()
                    .map(pattern -> clip(String.valueOf(pattern)))
                    .toList();
            return Optional.of(WellScope.of(texts).patterns().toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw unprocessable(e.getMessage());
        }
    }

    /// A member that must be there.
    ///
    /// @throws ProblemException 400 if it is absent
    static <T> T required(Optional<T> member, String name) {
        return member.orElseThrow(() -> new ProblemException(ProblemCode.MALFORMED_REQUEST, name + " must be given"));
    }

    static ProblemException unprocessable(@Nullable String detail) {
        return new ProblemException(ProblemCode.UNPROCESSABLE, String.valueOf(detail));
    }

    private static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
    }
}
