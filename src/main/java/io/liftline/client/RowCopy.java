package io.liftline.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Copies lines, and counts them.
final class RowCopy {

    private static final int BUFFER = 64 * 1024;

    private RowCopy() {}

    /// Copies a stream to its end.
    ///
    /// @param skipped number of lines that are not copied, such as the header of a part that is not the first
    /// @return the number of lines that were copied
    static long lines(InputStream in, OutputStream out, int skipped) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int skip = skipped;
        long lines = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            int from = 0;
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    if (skip > 0) {
                        skip--;
                        from = i + 1;
                    } else {
                        lines++;
                    }
                }
            }
            if (skip == 0) {
                out.write(buffer, from, n - from);
            }
        }
        return lines;
    }
}
