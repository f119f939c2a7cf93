package io.liftline.client;

import java.io.OutputStream;
import java.io.PrintStream;

/// Standard output as the place of an export. What was written stays, so a part that fails in its middle ends
/// the export.
final class StandardOutput implements ExportRun.Out {

    private final PrintStream out;
    private long written;
    private long complete;

    StandardOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public OutputStream from(long length) {
        if (written > complete) {
            throw new StoppedException("the answer was cut off, and what was written cannot be taken back;"
                    + " with --out the export goes on by itself");
        }
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                out.write(bytes, offset, count);
                if (out.checkError()) { // a PrintStream throws nothing
                    throw new StoppedException(
                            "standard output cannot be written: the disk is full, or its reader has ended");
                }
                written += count;
            }
        };
    }

    @Override
    public long length() {
        return written;
    }

    @Override
    public void complete(PartFile.State state) {
        complete = written;
    }
}
