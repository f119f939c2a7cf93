package io.liftline.service;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.StructuredFormatter.ExceptionOutputType;

/// Turns the console log into one JSON object a line, the way log collectors read it.
///
/// Quarkus' own extension for this does not resolve everywhere; the formatter behind it is part of the log
/// manager.
@Singleton
final class JsonLog {

    private static final int FIRST = 1;

    private final LogConfig config;

    JsonLog(LogConfig config) {
        this.config = config;
    }

    void format(@Observes @Priority(FIRST) StartupEvent event) {
        if (config.json()) {
            format(Logger.getLogger("").getHandlers());
        }
    }

    /// The root's one handler only passes on to those that write.
    private static void format(Handler[] handlers) {
        for (Handler handler : handlers) {
            handler.setFormatter(formatter());
            if (handler instanceof ExtHandler passesOn) {
                format(passesOn.getHandlers());
            }
        }
    }

    private static JsonFormatter formatter() {
        JsonFormatter formatter = new JsonFormatter();
        formatter.setZoneId(ZoneOffset.UTC.getId());
        formatter.setExceptionOutputType(ExceptionOutputType.FORMATTED);
        return formatter;
    }
}
