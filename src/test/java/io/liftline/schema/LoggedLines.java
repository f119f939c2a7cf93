package io.liftline.schema;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/// What is logged while it is open.
final class LoggedLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LoggedLines(Logger logger) {
        this.logger = logger;
        setLevel(Level.ALL);
    }

    /// What a class logs, or all classes of a package.
    static LoggedLines of(String category) {
        LoggedLines lines = new LoggedLines(Logger.getLogger(category));
        lines.logger.addHandler(lines);
        return lines;
    }

    /// The messages so far.
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(ExtLogRecord.wrap(logged).getFormattedMessage());
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
