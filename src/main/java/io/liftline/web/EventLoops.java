package io.liftline.web;

import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.inject.Singleton;

/// Twice as many event loops as cores, as Vert.x has by default; the platform has one for each core.
///
/// The platform starts one part of the HTTP server on each event loop, in turn. Whoever begins to use Vert.x at
/// the same time shifts the turns, so two parts may share a loop, and another loop may have no connections. With two
/// loops, some starts served all connections of clients, and those to the database, with one loop and so with one
/// core (docs/adr/0043).
@Singleton
class EventLoops implements VertxOptionsCustomizer {

    private static final int OF_A_CORE = 2;

    /// The number of event loops.
    static int number() {
        return OF_A_CORE * Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void accept(VertxOptions options) {
        options.setEventLoopPoolSize(number());
    }
}
