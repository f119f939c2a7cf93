package io.liftline.archive.store;

import java.time.Duration;

/// Time limits and retries of a store on the network.
///
/// @param connect for opening a connection
/// @param request for one attempt of a request, with its body
/// @param call for one request with its retries
/// @param object for storing or reading an object
/// @param attempts how often a request is sent at most
/// @param pace of all transfers
record Limits(Duration connect, Duration request, Duration call, Duration object, int attempts, Pace pace) {

    static Limits of(TransferConfig config) {
        return new Limits(
                config.connectTimeout(),
                config.requestTimeout(),
                config.requestTimeout().multipliedBy(config.attempts()),
                config.objectTimeout(),
                config.attempts(),
                Pace.of(config.maxBytesPerSecond()));
    }
}
