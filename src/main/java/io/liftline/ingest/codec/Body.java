package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The bytes of a request body. They are decompressed while they are read, up to a limit. The arrays come from
/// an [ArrayPool], so the owner must close the body after reading.
public final class Body implements AutoCloseable {

    private static final int USUAL_PACKING = 8;

    private final BodyBytes bytes;
    private int offset;
    private int length;
    private final Encoding encoding;
    private final long maxBytes;
    private final ArrayPool arrays;
    private final MemoryBudget.Charge charge;

    /// How the bytes are compressed (`Content-Encoding`).
    public enum Encoding {
        IDENTITY,
        GZIP;

        /// The encoding with this name (RFC 9110, section 8.4.1).
        ///
        /// @throws ProblemException 415 if it is not supported
        public static Encoding of(String header) {
            return switch (header.strip().toLowerCase(Locale.ROOT)) {
                case "", "identity" -> IDENTITY;
                case "gzip", "x-gzip" -> GZIP;
                default ->
                    throw new ProblemException(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Encoding '" + RowError.clip(header) + "' is not supported: send gzip or none");
            };
        }
    }

    /// @param bytes the body as received; the body owns it
    /// @param encoding how they are compressed
    /// @param maxBytes maximum number of decompressed bytes
    /// @param arrays the pool
    /// @param charge the memory of the arrays
    public Body(BodyBytes bytes, Encoding encoding, long maxBytes, ArrayPool arrays, MemoryBudget.Charge charge) {
        this.bytes = bytes;
        this.length = bytes.length();
        this.encoding = encoding;
        this.maxBytes = maxBytes;
        this.arrays = arrays;
        this.charge = charge;
    }

    /// Whether the decompressed body has fewer bytes than this. The size of a compressed body is estimated as
    /// eight times its compressed size.
    public boolean isLighterThan(int limit) {
        return switch (encoding) {
            case IDENTITY -> length < limit;
            case GZIP -> length < limit / USUAL_PACKING;
        };
    }

    /// How the bytes are compressed.
    Encoding encoding() {
        return encoding;
    }

    /// An array that contains the bytes, from index 0.
    byte[] bytes() {
        return bytes.array();
    }

    /// The number of bytes as received.
    int length() {
        return length;
    }

    /// The bytes as text. The body must not be compressed.
    public String text() {
        return new String(bytes.array(), offset, length, StandardCharsets.UTF_8);
    }

    /// Restricts the body to a part of its bytes. The body must not be compressed, and be in one array ([#bytes]).
    void narrow(int from, int to) {
        offset += from;
        length = to - from;
    }

    /// The decompressed bytes from the beginning; can be called repeatedly. Reading beyond the limit ends the
    /// request with 413.
    ///
    /// @throws IOException if the bytes are not valid in this encoding
    InputStream open() throws IOException {
        InputStream packed =
                bytes.isOneArray() ? new ByteArrayInputStream(bytes.array(), offset, length) : bytes.stream();
        return new Limited(
                switch (encoding) {
                    case IDENTITY -> packed;
                    case GZIP -> new GzipMembers(packed);
                },
                maxBytes);
    }

    /// The lines of the body, without copying the bytes if they are in one array and not compressed.
    Lines lines() throws IOException {
        return switch (encoding) {
            case IDENTITY -> {
                if (length > maxBytes) {
                    throw new ProblemException(
                            ProblemCode.TOO_LARGE, "The body holds more than " + maxBytes + " bytes");
                }
                yield bytes.isOneArray() ? new Lines(bytes.array(), offset, length) : new Lines(bytes.stream(), arrays);
            }
            case GZIP -> new Lines(open(), arrays);
        };
    }

    /// Returns the arrays to the pool and their bytes to the budget. Only the first call has an effect. The body must
    /// not be read after that.
    @Override
    public void close() {
        bytes.close();
        charge.close();
    }

    private static final class Limited extends FilterInputStream {

        private final long max;
        private long left;

        Limited(InputStream in, long max) {
            super(in);
            this.max = max;
            this.left = max;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) {
            left -= n;
            if (left < 0) {
                throw new ProblemException(
                        ProblemCode.TOO_LARGE, "The body holds more than " + max + " bytes once unpacked");
            }
        }
    }
}
