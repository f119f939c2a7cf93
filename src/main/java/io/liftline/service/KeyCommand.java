package io.liftline.service;

import io.liftline.access.admin.ApiKeyTable;
import io.liftline.access.admin.NewApiKey;
import io.quarkus.runtime.QuarkusApplication;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// `liftline key create --name NAME --role ROLE --wells PATTERNS [--expires TIME]` prints a new API key, or
/// with `--certificate SUBJECT` the id of one that a client certificate proves.
/// `liftline key revoke ID` revokes one. `--role` may be repeated, the patterns are separated by commas.
class KeyCommand implements QuarkusApplication {

    static final String USAGE = """
            usage: liftline key create --name NAME --role viewer|writer|operator|admin --wells 'PAD-7/*,WELL-001' \
                                       [--expires 2030-01-01T00:00:00Z] [--certificate 'CN=gw-7,O=Field']
                   liftline key revoke ID""";
    private static final Set<String> OPTIONS = Set.of("--name", "--role", "--wells", "--expires", "--certificate");

    private final ApiKeyTable keys;
    private final AccessCommands commands;
    private final InstantSource clock;

    KeyCommand(ApiKeyTable keys, AccessCommands commands, InstantSource clock) {
        this.keys = keys;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) {
        return AccessCommands.run(() -> command(Arrays.asList(arguments)));
    }

    private int command(List<String> words) {
        if (words.size() > 1 && words.getFirst().equals("create")) {
            return create(CommandOptions.parse(words.subList(1, words.size()), OPTIONS, USAGE));
        }
        if (words.size() == 2 && words.getFirst().equals("revoke")) {
            return revoke(words.get(1));
        }
        return AccessCommands.misused(USAGE);
    }

    private int create(CommandOptions options) {
        NewApiKey.Valid valid = new NewApiKey(
                        options.value("--name").orElse(null),
                        options.list("--role"),
                        options.separated("--wells"),
                        options.value("--expires").orElse(null),
                        options.value("--certificate").orElse(null))
                .validated(clock.instant());
        return commands.print(
                () -> keys.create(valid, AccessCommands.BY).call(_ -> commands.did("api_key.create", valid.name())));
    }

    private int revoke(String id) {
        return commands.print(() ->
                keys.revoke(id).chain(() -> commands.did("api_key.revoke", id)).replaceWith("revoked " + id));
    }
}
