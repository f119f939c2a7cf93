package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes samples as text while they arrive. No sample is kept, so the memory is that of the text.
public final class RowText implements Consumer<Row> {

    /// Maximum number of bytes of a part, unless one sample has more. Larger arrays cost the native executable much
    /// more: its collector maps memory for each of them.
    static final int PART = 32 * 1024;

    private static final int FIRST = 2 * 1024;
    private static final int GROWTH = 4;

    private final SampleColumns columns;
    private final RowLayout layout;
    private final TimeText time = new TimeText();
    private final List<Buffer> parts = new ArrayList<>();
    private byte[] text = new byte[FIRST];
    private int length;
    private byte[] separator = {};
    private String well = "";
    private byte[] wellText = {};

    /// @param columns those of the rows
    public RowText(SampleColumns columns, RowLayout layout) {
        this.columns = columns;
        this.layout = layout;
    }

    /// Writes a sample.
    @Override
    public void accept(Row row) {
        String id = SampleColumns.wellId(row);
        if (!id.equals(well)) {
            well = id;
            wellText = layout.well(id);
        }
        require(wellText.length + layout.longest);
        write(separator);
        separator = layout.between;
        write(wellText);
        length = time.write(SampleColumns.timestamp(row), text, length);
        write(layout.afterTime);
        for (int channel = 0; channel < layout.beforeValues.length; channel++) {
            write(layout.beforeValues[channel]);
            write(columns.value(row, channel));
        }
        write(layout.end);
    }

    private void write(@Nullable Double value) {
        if (value == null) {
            write(layout.missing);
        } else if (Double.isFinite(value)) {
            length = NumberText.write(value, text, length);
        } else {
            write(layout.notFinite(value));
        }
    }

    private void write(byte[] bytes) {
        System.arraycopy(bytes, 0, text, length, bytes.length);
        length += bytes.length;
    }

    private void require(int bytes) {
        if (text.length - length >= bytes) {
            return;
        }
        if (text.length >= PART) {
            finishPart();
        }
        if (text.length - length < bytes) {
            text = Arrays.copyOf(text, Math.max(Math.min(PART, text.length * GROWTH), length + bytes));
        }
    }

    private void finishPart() {
        if (length > 0) {
            parts.add(Buffer.buffer(length).appendBytes(text, 0, length));
            length = 0;
        }
    }

    /// The text in parts, none of them empty. No sample may follow.
    public List<Buffer> parts() {
        finishPart();
        return List.copyOf(parts);
    }

    /// The same in one piece.
    Buffer whole() {
        List<Buffer> all = parts();
        if (all.size() == 1) {
            return all.getFirst();
        }
        Buffer whole = Buffer.buffer(all.stream().mapToInt(Buffer::length).sum());
        all.forEach(whole::appendBuffer);
        return whole;
    }
}
