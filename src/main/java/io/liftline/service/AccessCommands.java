package io.liftline.service;

import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs the commands that administer access. They use the database as the service's role, so they need no
/// token: who has the password of that role can change users and keys anyway.
///
/// Exit status 0, 1 if it failed, 2 if the command was called wrongly.
@Singleton
class AccessCommands {

    /// Who did it, in the audit.
    static final String BY = "command line";

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final Audit audit;
    private final StartupRetry retry;

    AccessCommands(Audit audit, StartupRetry retry) {
        this.audit = audit;
        this.retry = retry;
    }

    /// Runs a command and returns its exit status. The command checks its words before it calls [#print]; a
    /// [ProblemException] that it throws means that it was called wrongly.
    static int run(Supplier<Integer> command) {
        try {
            return command.get();
        } catch (ProblemException e) {
            say(System.err, "liftline: " + e.detail());
            return MISUSED;
        }
    }

    /// Reports that a command was called wrongly.
    static int misused(String usage) {
        say(System.err, usage);
        return MISUSED;
    }

    /// Does the work of a command once the database answers, and prints what it returns.
    int print(Supplier<Uni<String>> work) {
        AtomicReference<String> answer = new AtomicReference<>("");
        AtomicReference<@Nullable ProblemException> problem = new AtomicReference<>();
        StartupRetry.Outcome outcome = retry.untilDone(() -> {
            try {
                answer.set(work.get().await().atMost(DEADLINE));
            } catch (ProblemException e) {
                problem.set(e);
            }
        });
        ProblemException refused = problem.get();
        if (refused != null) {
            say(System.err, "liftline: " + refused.detail());
            return FAILED;
        }
        if (outcome == StartupRetry.Outcome.DONE) {
            say(System.out, answer.get());
            return 0;
        }
        return FAILED;
    }

    /// Records what was done.
    Uni<Void> did(String action, String subject) {
        return audit.store(audit.event(BY, action, subject, Outcome.DONE));
    }

    private static void say(PrintStream where, String line) {
        if (!line.isEmpty()) {
            where.println(line);
        }
    }
}
