package io.liftline.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventLoopsResourceTest {

    @Inject
    Vertx vertx;

    @Test
    void thereAreTwoForEachCore() {
        assertThat(((VertxInternal) vertx).nettyEventLoopGroup()).hasSize(EventLoops.number());
    }
}
