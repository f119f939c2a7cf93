package io.liftline.archive;

import io.liftline.archive.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a store whether it answers, for a short time only. A store that hangs is asked by one thread at a time,
/// however many callers there are.
final class StoreProbe {

    private final Duration patience;
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(false);

    /// @param patience how long an answer is waited for
    StoreProbe(Duration patience) {
        this.patience = patience;
    }

    /// Whether the store answers in time.
    boolean answers(ObjectStore store) {
        try {
            return ask(store).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CompletableFuture<Boolean> ask(ObjectStore store) {
        if (asked.isDone()) {
            CompletableFuture<Boolean> now = new CompletableFuture<>();
            Thread.ofPlatform().name("archive-store-probe").daemon().start(() -> list(store, now));
            asked = now;
        }
        return asked;
    }

    private static void list(ObjectStore store, CompletableFuture<Boolean> answer) {
        try {
            answer.complete(store.list("", "", 1).size() <= 1);
        } catch (IOException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }
}
