package io.liftline.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Ends the reading of an answer of which nothing arrives for a time. Without it, a connection that is cut
/// without a word would be waited for without end.
final class StallGuard extends FilterInputStream {

    private final Duration limit;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;
    private volatile boolean closed;

    StallGuard(InputStream in, Duration limit) {
        super(in);
        this.limit = limit;
        lookLater();
    }

    private void lookLater() {
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::look);
    }

    private void look() {
        if (closed) {
            return;
        }
        if (System.nanoTime() - last < limit.toNanos()) {
            lookLater();
            return;
        }
        stalled = true;
        try {
            in.close();
        } catch (IOException _) {
            // the reader fails anyway
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int n = in.read(buffer, offset, length);
            last = System.nanoTime();
            if (!stalled) {
                return n;
            }
        } catch (IOException e) {
            if (!stalled) {
                throw e;
            }
        }
        throw new IOException("no byte of the answer arrived for " + Words.of(limit));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }
}
