package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.export.ExportConfig;
import io.liftline.query.export.ExportFile;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.TextPage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One export. Its request uses the files, and so does each piece of work on a worker thread, which cannot be
/// interrupted. The files are deleted, and the place is given back, when nobody uses them any more.
final class ParquetExport {

    private static final Logger LOG = Logger.getLogger(ParquetExport.class);

    private final ExportConfig config;
    private final SampleColumns columns;
    private final Vertx vertx;
    private final Runnable ended;

    /// The request, and the work that is running; 0 when the files are deleted.
    private final AtomicInteger users = new AtomicInteger(1);

    private volatile @Nullable ExportFile file;
    private volatile Optional<Supplier<Uni<TextPage>>> next = Optional.empty();

    /// @param ended called when the files are deleted
    ParquetExport(ExportConfig config, SampleColumns columns, Vertx vertx, Runnable ended) {
        this.config = config;
        this.columns = columns;
        this.vertx = vertx;
        this.ended = ended;
    }

    /// Writes the file.
    ///
    /// @param first reads the first page
    Uni<Void> write(Supplier<Uni<TextPage>> first) {
        next = Optional.of(first);
        return Multi.createBy()
                .repeating()
                .uni(this::page)
                .whilst(_ -> next.isPresent())
                .collect()
                .last()
                .chain(() -> work(() -> {
                    require().finish();
                    return true;
                }))
                .replaceWithVoid();
    }

    private Uni<Boolean> page() {
        return next.orElseThrow()
                .get()
                .chain(page -> work(() -> {
                    if (file == null) {
                        file = ExportFile.of(config, columns);
                    }
                    require().add(page.parts());
                    next = page.next();
                    return true;
                }));
    }

    /// The bytes of the finished file.
    Multi<Buffer> bytes() {
        long end = System.nanoTime() + config.sendingDeadline().toNanos();
        return Multi.createBy()
                .repeating()
                .uni(() -> work(() -> {
                    if (System.nanoTime() - end > 0) {
                        throw new TimeoutException("the client has not taken the file in time");
                    }
                    return require().read();
                }))
                .whilst(bytes -> bytes.length > 0)
                .filter(bytes -> bytes.length > 0)
                .map(Buffer::buffer);
    }

    private ExportFile require() {
        ExportFile known = file;
        if (known == null) {
            throw new IllegalStateException("the file is written after the first page");
        }
        return known;
    }

    /// The request, or a piece of work, no longer uses the files.
    void left() {
        if (users.decrementAndGet() == 0) {
            blocking(() -> {
                        ExportFile known = file;
                        if (known != null) {
                            known.close();
                        }
                        return true;
                    })
                    .onTermination()
                    .invoke(ended)
                    .subscribe()
                    .with(
                            _ -> {},
                            failure -> LOG.warnf(
                                    "Temporary files of an export could not be deleted: reason=\"%s\"",
                                    failure.getMessage()));
        }
    }

    private <T> Uni<T> work(Callable<T> work) {
        return blocking(() -> {
            if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
                throw new ProblemException(ProblemCode.UNAVAILABLE, "the client has gone");
            }
            try {
                return work.call();
            } finally {
                left();
            }
        });
    }

    private <T> Uni<T> blocking(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }
}
