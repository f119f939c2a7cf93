package io.liftline.openapi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/// Names the roles that may call an operation, in its description and as `x-roles`. Generators and linters expect
/// scopes only for OAuth 2, so the requirement of the security scheme has none.
final class RequiredRoles {

    static final String EXTENSION = "x-roles";

    private RequiredRoles() {}

    static void describe(Operation operation) {
        List<String> roles = of(operation);
        if (!isProtected(operation)) {
            operation.setSecurity(List.of());
            append(operation, "Needs no token.");
        } else if (roles.isEmpty()) {
            append(operation, "For every role.");
        } else {
            operation.setSecurity(operation.getSecurity().stream()
                    .map(RequiredRoles::withoutScopes)
                    .toList());
            operation.addExtension(EXTENSION, roles);
            append(operation, "Roles: " + String.join(", ", roles) + ".");
        }
    }

    static boolean isProtected(Operation operation) {
        return operation.getSecurity() != null && !operation.getSecurity().isEmpty();
    }

    /// The roles of an operation that was not described yet. Empty if it is for every role or needs no token.
    static List<String> of(Operation operation) {
        return Stream.ofNullable(operation.getSecurity())
                .flatMap(List::stream)
                .flatMap(requirement -> requirement.getSchemes().values().stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private static SecurityRequirement withoutScopes(SecurityRequirement requirement) {
        SecurityRequirement plain = OASFactory.createSecurityRequirement();
        requirement.getSchemes().keySet().forEach(plain::addScheme);
        return plain;
    }

    private static void append(Operation operation, String sentence) {
        operation.setDescription(
                Stream.concat(Optional.ofNullable(operation.getDescription()).stream(), Stream.of(sentence))
                        .collect(Collectors.joining(" ")));
    }
}
