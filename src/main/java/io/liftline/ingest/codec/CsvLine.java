package io.liftline.ingest.codec;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// The trimmed fields of one CSV line, as bytes.
///
/// A line without quotes is split at its delimiters. A line with quotes is parsed by the CSV library, on its
/// own. So an unclosed quote affects only its line, at the price that a field cannot contain a line break
/// (docs/adr/0009).
final class CsvLine {

    private final byte delimiter;
    private final CsvReader.CsvReaderBuilder quoted;

    private byte[] bytes = {};
    private int[] from = new int[32];
    private int[] to = new int[32];
    private int count;

    CsvLine(char delimiter) {
        this.delimiter = (byte) delimiter;
        this.quoted = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    /// Parses a line.
    ///
    /// @return whether every quote is closed and followed by a delimiter or the end of the line
    boolean read(Lines lines) {
        byte[] buffer = lines.buffer();
        int end = lines.start() + lines.length();
        begin(buffer);
        int start = lines.start();
        for (int at = start; at < end; at++) {
            byte b = buffer[at];
            if (b == '"') {
                return readQuoted(new String(buffer, lines.start(), end - lines.start(), StandardCharsets.UTF_8));
            }
            if (b == delimiter) {
                add(start, at);
                start = at + 1;
            }
        }
        add(start, end);
        return true;
    }

    private boolean readQuoted(String line) {
        try {
            Iterator<CsvRecord> records = quoted.ofCsvRecord(line).iterator();
            CsvRecord record = records.next();
            begin(new byte[line.length() * 3]);
            int end = 0;
            for (String field : record.getFields()) {
                byte[] text = field.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(text, 0, bytes, end, text.length);
                add(end, end + text.length);
                end += text.length;
            }
            return !records.hasNext();
        } catch (CsvParseException _) {
            return false;
        }
    }

    /// Forgets the line, so that it has no fields.
    void clear() {
        count = 0;
    }

    /// The number of fields.
    int count() {
        return count;
    }

    /// The array that contains the fields.
    byte[] bytes() {
        return bytes;
    }

    /// Start index of a field.
    int from(int field) {
        return from[field];
    }

    /// End index of a field, exclusive.
    int to(int field) {
        return to[field];
    }

    /// A field as text.
    String text(int field) {
        return new String(bytes, from[field], to[field] - from[field], StandardCharsets.UTF_8);
    }

    /// All fields as texts.
    List<String> texts() {
        return IntStream.range(0, count).mapToObj(this::text).toList();
    }

    private void begin(byte[] in) {
        bytes = in;
        count = 0;
    }

    private void add(int start, int end) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        int first = start;
        int last = end;
        while (first < last && isBlank(bytes[first])) {
            first++;
        }
        while (last > first && isBlank(bytes[last - 1])) {
            last--;
        }
        from[count] = first;
        to[count] = last;
        count++;
    }

    /// Non-ASCII bytes are negative and therefore not blank.
    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }
}
