package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.Azurite;
import io.liftline.fixtures.S3Mock;
import io.liftline.fixtures.StoreServer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreCheckTest {

    private static final LocalDate TODAY = LocalDate.of(2038, 1, 20);

    @Test
    void aContainerOfAzureWorksEachTime() throws Exception {
        try (ObjectStore store = RemoteStores.azurite(Map.of("container", Azurite.newContainer()))) {
            check(store);
        }
    }

    @Test
    void aBucketWorksEachTime() throws Exception {
        try (ObjectStore store = RemoteStores.s3Mock(Map.of("bucket", S3Mock.newBucket()))) {
            check(store);
        }
    }

    private static void check(ObjectStore store) throws IOException {
        assertThat(StoreCheck.run(store, TODAY)).isEqualTo("liftline-check/2038-01-20");
        assertThat(StoreCheck.run(store, TODAY.plusDays(1))).isEqualTo("liftline-check/2038-01-21");
        assertThat(StoreCheck.run(store, TODAY)).isEqualTo("liftline-check/2038-01-20");
        assertThat(store.list("", "", 10)).extracting(StoredObject::bytes).containsExactly(47L, 47L);
    }

    @Test
    void aServiceWithoutConditionalWritesIsRefused() throws Exception {
        try (StoreServer server = new StoreServer(exchange -> {
                    exchange.getResponseHeaders().set("ETag", "\"any\"");
                    StoreServer.answer(exchange, 200, "");
                });
                ObjectStore store = RemoteStores.open(
                        "liftline.archive.s3.",
                        Map.of(
                                "endpoint", server.url(),
                                "bucket", "archive",
                                "path-style", "true",
                                "access-key", "key",
                                "secret-key", "secret"))) {
            assertThatThrownBy(() -> StoreCheck.run(store, TODAY))
                    .isInstanceOf(IOException.class)
                    .hasMessage("S3 bucket archive of %s cannot be used: it stored 'liftline-check/2038-01-20' a second"
                                    .formatted(server.url())
                            + " time instead of refusing it: it lacks conditional writes (If-None-Match)");
        }
    }
}
