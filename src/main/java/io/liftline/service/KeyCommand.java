package io.liftline.service;

import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.access.admin.ApiKeyTable;
import io.liftline.access.admin.NewApiKey;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// `liftline key create --name NAME --role ROLE --wells PATTERNS [--expires TIME]` prints a new API key.
/// `liftline key revoke ID` revokes one. `--role` may be repeated, the patterns are separated by commas.
///
/// It uses the database as the service's role, so it needs no token: who has the password of that role can create
/// keys anyway. Exit status 0, 1 if it failed, 2 if it was called wrongly.
class KeyCommand implements QuarkusApplication {

    static final String USAGE = """
            usage: liftline key create --name NAME --role viewer|writer|operator|admin --wells 'PAD-7/*,WELL-001' \
                                       [--expires 2030-01-01T00:00:00Z]
                   liftline key revoke ID""";
    private static final String BY = "command line";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MISUSED = 2;

    private final ApiKeyTable keys;
    private final Audit audit;
    private final StartupRetry retry;
    private final InstantSource clock;

    KeyCommand(ApiKeyTable keys, Audit audit, StartupRetry retry, InstantSource clock) {
        this.keys = keys;
        this.audit = audit;
        this.retry = retry;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) {
        List<String> words = Arrays.asList(arguments);
        try {
            if (words.size() > 1 && words.getFirst().equals("create")) {
                return create(parse(words.subList(1, words.size())));
            }
            if (words.size() == 2 && words.getFirst().equals("revoke")) {
                return revoke(words.get(1));
            }
            return misused(USAGE);
        } catch (ProblemException e) {
            return misused("liftline: " + e.detail());
        }
    }

    private int create(NewApiKey request) {
        NewApiKey.Valid valid = request.validated(clock.instant());
        AtomicReference<@Nullable String> created = new AtomicReference<>();
        return status(
                () -> {
                    created.set(keys.create(valid, BY).await().atMost(DEADLINE));
                    record("api_key.create", valid.name());
                },
                created);
    }

    private int revoke(String id) {
        AtomicReference<@Nullable String> done = new AtomicReference<>("revoked " + id);
        return status(
                () -> {
                    keys.revoke(id).await().atMost(DEADLINE);
                    record("api_key.revoke", id);
                },
                done);
    }

    private void record(String action, String subject) {
        audit.store(audit.event(BY, action, subject, Outcome.DONE)).await().atMost(DEADLINE);
    }

    private int status(StartupRetry.Attempt attempt, AtomicReference<@Nullable String> answer) {
        AtomicReference<@Nullable ProblemException> problem = new AtomicReference<>();
        StartupRetry.Outcome outcome = retry.untilDone(() -> {
            try {
                attempt.make();
            } catch (ProblemException e) {
                problem.set(e);
            }
        });
        ProblemException refused = problem.get();
        if (refused != null) {
            say(System.err, "liftline: " + refused.detail());
            return 1;
        }
        if (outcome == StartupRetry.Outcome.DONE) {
            say(System.out, String.valueOf(answer.get()));
            return 0;
        }
        return 1;
    }

    private static NewApiKey parse(List<String> words) {
        @Nullable String name = null;
        @Nullable String expires = null;
        List<String> roles = new ArrayList<>();
        List<String> wells = new ArrayList<>();
        for (Iterator<String> word = words.iterator(); word.hasNext(); ) {
            String option = word.next();
            String value = word.hasNext() ? word.next() : "";
            switch (option) {
                case "--name" -> name = value;
                case "--expires" -> expires = value;
                case "--role" -> roles.add(value);
                case "--wells" -> wells.addAll(Arrays.asList(value.split(",", -1)));
                default ->
                    throw new ProblemException(
                            ProblemCode.UNKNOWN_PARAMETER, "unknown option " + option + "\n" + USAGE);
            }
        }
        return new NewApiKey(name, roles, wells, expires);
    }

    private static int misused(String line) {
        say(System.err, line);
        return MISUSED;
    }

    private static void say(PrintStream where, String line) {
        where.println(line);
    }
}
