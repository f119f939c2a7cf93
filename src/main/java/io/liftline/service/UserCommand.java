package io.liftline.service;

import io.liftline.access.admin.User;
import io.liftline.access.admin.UserAdministration;
import io.liftline.access.admin.UserChange;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `liftline user …` lists, creates, changes and deletes users, by the rules of the API. The last
/// administrator cannot be removed.
class UserCommand implements QuarkusApplication {

    static final String USAGE = """
            usage: liftline user list [--after NAME]
                   liftline user create NAME --role viewer|writer|operator|admin --wells 'PAD-7/*,WELL-001' [--password-file FILE]
                   liftline user set NAME [--role ROLE] [--wells PATTERNS]
                   liftline user password NAME [--password-file FILE]
                   liftline user disable|enable|delete NAME
            A password is the first line of FILE or, without it, of the standard input.""";
    private static final Set<String> GRANTS = Set.of("--role", "--wells");
    private static final Set<String> PASSWORD = Set.of(PasswordInput.OPTION);
    private static final Set<String> OF_CREATE = Set.of("--role", "--wells", PasswordInput.OPTION);
    private static final int PAGE = 1_000;
    private static final UserChange DISABLE = new UserChange(null, null, null, null, true);
    private static final UserChange ENABLE = new UserChange(null, null, null, null, false);

    private final UserAdministration users;
    private final AccessCommands commands;

    UserCommand(UserAdministration users, AccessCommands commands) {
        this.users = users;
        this.commands = commands;
    }

    @Override
    public int run(String... arguments) {
        return AccessCommands.run(() -> command(Arrays.asList(arguments)));
    }

    private int command(List<String> words) {
        String verb = words.isEmpty() ? "" : words.getFirst();
        if (verb.equals("list")) {
            return list(CommandOptions.parse(words.subList(1, words.size()), Set.of("--after"), USAGE));
        }
        if (words.size() < 2) {
            return AccessCommands.misused(USAGE);
        }
        String name = words.get(1);
        List<String> options = words.subList(2, words.size());
        return switch (verb) {
            case "create" -> create(name, CommandOptions.parse(options, OF_CREATE, USAGE));
            case "set" -> set(name, CommandOptions.parse(options, GRANTS, USAGE));
            case "password" -> password(name, CommandOptions.parse(options, PASSWORD, USAGE));
            default -> options.isEmpty() ? withoutOptions(verb, name) : AccessCommands.misused(USAGE);
        };
    }

    private int withoutOptions(String verb, String name) {
        return switch (verb) {
            case "disable" -> change(name, DISABLE);
            case "enable" -> change(name, ENABLE);
            case "delete" -> delete(name);
            default -> AccessCommands.misused(USAGE);
        };
    }

    private int list(CommandOptions options) {
        return commands.print(() -> users.page(options.value("--after").orElse(""), PAGE)
                .map(page -> page.stream().map(UserCommand::line).collect(Collectors.joining("\n"))));
    }

    private int create(String name, CommandOptions options) {
        UserChange user = new UserChange(
                name, PasswordInput.read(options), options.list("--role"), options.separated("--wells"), null);
        return commands.print(
                () -> users.create(user).chain(created -> recorded("user.create", created.username(), line(created))));
    }

    private int set(String name, CommandOptions options) {
        @Nullable List<String> roles = options.list("--role");
        @Nullable List<String> wells = options.separated("--wells");
        if (roles == null && wells == null) {
            throw CommandOptions.misused("give --role, --wells or both", USAGE);
        }
        return change(name, new UserChange(null, null, roles, wells, null));
    }

    private int password(String name, CommandOptions options) {
        return change(name, new UserChange(null, PasswordInput.read(options), null, null, null));
    }

    private int change(String name, UserChange change) {
        return commands.print(() -> users.change(name, change)
                .chain(changed -> recorded("user.change", changed.username(), line(changed))));
    }

    private int delete(String name) {
        return commands.print(
                () -> users.delete(name).chain(deleted -> recorded("user.delete", deleted, "deleted " + deleted)));
    }

    private Uni<String> recorded(String action, String subject, String line) {
        return commands.did(action, subject).replaceWith(line);
    }

    /// `ann viewer,writer PAD-7/*,WELL-001`, with `disabled` at the end if logins are refused.
    private static String line(User user) {
        String wells = user.wells().isEmpty() ? "-" : String.join(",", user.wells());
        return user.username() + "\t" + String.join(",", user.roles()) + "\t" + wells
                + (user.disabled() ? "\tdisabled" : "");
    }
}
