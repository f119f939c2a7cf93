package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// The bytes of a request, unpacked as they are read, never beyond the limit. Its arrays are lent by an
/// [ArrayPool]: whoever has it closes it when it has been read.
public final class Body implements AutoCloseable {

    private static final byte[] GIVEN_BACK = {};
    private static final int USUAL_PACKING = 8;
    private static final int UNPACK_BUFFER = 16 * 1024;

    private byte[] bytes;
    private int offset;
    private int length;
    private final Encoding encoding;
    private final long maxBytes;
    private final ArrayPool arrays;

    /// How the bytes are packed (`Content-Encoding`).
    public enum Encoding {
        IDENTITY,
        GZIP;

        /// The encoding of this name (RFC 9110, section 8.4.1).
        ///
        /// @throws ProblemException 415 when it is not supported
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

    /// @param bytes as they came, in an array of the pool
    /// @param length how many there are
    /// @param encoding how they are packed
    /// @param maxBytes how many bytes there may be once unpacked
    /// @param arrays the pool
    public Body(byte[] bytes, int length, Encoding encoding, long maxBytes, ArrayPool arrays) {
        this.bytes = bytes;
        this.length = length;
        this.encoding = encoding;
        this.maxBytes = maxBytes;
        this.arrays = arrays;
    }

    /// Whether there are fewer bytes than this once unpacked; of packed ones it is a guess, at eight times
    /// what they are now.
    public boolean isLighterThan(int limit) {
        return switch (encoding) {
            case IDENTITY -> length < limit;
            case GZIP -> length < limit / USUAL_PACKING;
        };
    }

    /// How the bytes are packed.
    Encoding encoding() {
        return encoding;
    }

    /// The array that the bytes are in, from the first.
    byte[] bytes() {
        return bytes;
    }

    /// How many bytes there are, as they came.
    int length() {
        return length;
    }

    /// The bytes as text, which are not packed.
    public String text() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /// Leaves only a part of the bytes, which are not packed.
    void narrow(int from, int to) {
        offset += from;
        length = to - from;
    }

    /// The unpacked bytes, from the first, as often as asked. Reading past the limit ends the request with
    /// 413.
    ///
    /// @throws IOException when the bytes are not what the encoding says
    InputStream open() throws IOException {
        InputStream packed = new ByteArrayInputStream(bytes, offset, length);
        return new Limited(
                switch (encoding) {
                    case IDENTITY -> packed;
                    case GZIP -> new GZIPInputStream(packed, UNPACK_BUFFER);
                },
                maxBytes);
    }

    /// The same as lines, without a copy where the bytes are not packed.
    Lines lines() throws IOException {
        return switch (encoding) {
            case IDENTITY -> {
                if (length > maxBytes) {
                    throw new ProblemException(
                            ProblemCode.TOO_LARGE, "The body holds more than " + maxBytes + " bytes");
                }
                yield new Lines(bytes, offset, length);
            }
            case GZIP -> new Lines(open(), arrays);
        };
    }

    /// Gives the bytes back, once however often it is called: an array given back twice would be lent to two
    /// requests. The body is not to be read again.
    @Override
    public void close() {
        byte[] lent = bytes;
        bytes = GIVEN_BACK;
        arrays.give(lent);
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
