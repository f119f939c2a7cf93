package io.liftline.well;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// The limits of wells that have none of their own: those of the program, and over them those of the
/// configuration.
@Singleton
public class DefaultLimits {

    private static final Logger LOG = Logger.getLogger(DefaultLimits.class);
    private static final String RESOURCE = "/well/default-limits.json";

    /// Between two warnings.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
    private final JsonObject defaults;

    DefaultLimits(WellConfig config) {
        this.defaults = config.defaultLimits()
                .map(text -> MergePatch.apply(ofProgram(), configured(text)))
                .orElseGet(DefaultLimits::ofProgram);
        WellLimits.of(defaults);
    }

    /// The limits that apply to a well: its own over the defaults. If its own are not acceptable, because
    /// another program has stored them, they are left out, with a warning for one such well a minute.
    ///
    /// @param own its own, the text of `well.limits`
    public WellLimits effective(String well, String own) {
        try {
            return WellLimits.of(merged(new JsonObject(own)));
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            long now = System.nanoTime();
            long next = nextWarning.get();
            if (now - next >= 0 && nextWarning.compareAndSet(next, now + PAUSE.toNanos())) {
                LOG.warnf("Limits are left out: well=\"%s\" reason=\"%s\"", well, e.getMessage());
            }
            return WellLimits.of(defaults);
        }
    }

    JsonObject merged(JsonObject own) {
        return MergePatch.apply(defaults, own);
    }

    private static JsonObject configured(String text) {
        try {
            return new JsonObject(text);
        } catch (DecodeException e) {
            throw new IllegalArgumentException("liftline.well.default-limits is not a JSON object", e);
        }
    }

    private static JsonObject ofProgram() {
        try (InputStream resource = DefaultLimits.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            return new JsonObject(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
