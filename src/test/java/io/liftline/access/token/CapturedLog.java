package io.liftline.access.token;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/// Collects all log output of some categories, including the finest levels, until it is closed.
final class CapturedLog extends Handler implements AutoCloseable {

    private record Category(Logger logger, @Nullable Level before) {}

    private final List<Category> categories = new ArrayList<>();
    private final StringBuffer text = new StringBuffer();

    private CapturedLog() {
        setLevel(Level.ALL);
    }

    /// Starts to collect the output of these categories.
    static CapturedLog of(String... names) {
        CapturedLog log = new CapturedLog();
        for (String name : names) {
            Logger logger = Logger.getLogger(name);
            log.categories.add(new Category(logger, logger.getLevel()));
            logger.setLevel(Level.ALL);
            logger.addHandler(log);
        }
        return log;
    }

    /// The collected messages, with stack traces.
    String text() {
        return text.toString();
    }

    @Override
    public void publish(LogRecord entry) {
        StringWriter lines = new StringWriter();
        lines.append(ExtLogRecord.wrap(entry).getFormattedMessage()).append('\n');
        if (entry.getThrown() != null) {
            entry.getThrown().printStackTrace(new PrintWriter(lines));
        }
        text.append(lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        categories.forEach(category -> {
            category.logger().removeHandler(this);
            category.logger().setLevel(category.before());
        });
    }
}
