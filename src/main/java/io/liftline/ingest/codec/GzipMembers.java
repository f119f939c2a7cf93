package io.liftline.ingest.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Decompresses gzip data of any number of members (RFC 1952, section 2.2).
///
/// At the end of a member, the stream of the JDK calls its own `read` for the next member. So each empty member
/// would take a stack frame, and a body of many empty members would exhaust the stack. This class returns from
/// the inner call and repeats the outer one instead.
final class GzipMembers extends GZIPInputStream {

    private static final int BUFFER = 16 * 1024;

    /// The result of the inner call. The JDK passes it on to the caller of the outer one.
    private static final int NEXT_MEMBER = -2;

    private boolean reading;

    GzipMembers(InputStream packed) throws IOException {
        super(packed, BUFFER);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (reading) {
            return NEXT_MEMBER;
        }
        reading = true;
        try {
            int read = super.read(buffer, offset, length);
            while (read == NEXT_MEMBER) {
                read = super.read(buffer, offset, length);
            }
            return read;
        } finally {
            reading = false;
        }
    }
}
