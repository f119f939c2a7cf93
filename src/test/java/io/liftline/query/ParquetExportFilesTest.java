package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.query.export.ExportConfig;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.TextPage;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files and the place of an export whose client leaves.
class ParquetExportFilesTest {

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger ended = new AtomicInteger();
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        goOn.countDown();
        vertx.close();
    }

    @Test
    void anExportKeepsItsPlaceAndFilesUntilTheWorkOfAClientThatLeftHasEnded() throws Exception {
        // Given
        ParquetExport export = export();
        Cancellable client = export.write(() -> page(waiting())).subscribe().with(_ -> {}, _ -> {});
        writing.await();

        // When
        client.cancel();
        export.left();

        // Then
        assertThat(ended).hasValue(0);
        assertThat(files()).isNotEmpty();
        goOn.countDown();
        Await.until("the place is given back", () -> ended.get() == 1);
        assertThat(files()).isEmpty();
    }

    @Test
    void afterItsClientHasLeftAnExportCreatesNoFiles() throws Exception {
        ParquetExport export = export();
        export.left();
        Await.until("the place is given back", () -> ended.get() == 1);

        AtomicInteger failed = new AtomicInteger();
        export.write(() -> page(List.of())).subscribe().with(_ -> {}, _ -> failed.incrementAndGet());

        Await.until("the work is refused", () -> failed.get() == 1);
        assertThat(files()).isEmpty();
        assertThat(ended).hasValue(1);
    }

    private ParquetExport export() {
        ExportConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ExportConfig.class)
                .withDefaultValue("liftline.export.directory", directory.toString())
                .build()
                .getConfigMapping(ExportConfig.class);
        return new ParquetExport(config, SampleColumns.ALL, vertx, ended::incrementAndGet);
    }

    private static Uni<TextPage> page(List<Buffer> parts) {
        return Uni.createFrom().item(new TextPage(parts, Optional.empty()));
    }

    /// No part, which is known when the test says so.
    private List<Buffer> waiting() {
        return new AbstractList<>() {
            @Override
            public int size() {
                writing.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 0;
            }

            @Override
            public Buffer get(int index) {
                throw new IndexOutOfBoundsException(index);
            }
        };
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
