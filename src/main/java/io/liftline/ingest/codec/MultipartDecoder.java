package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// `multipart/form-data` (RFC 7578) with one file, as sent by an upload form or `curl -F`. The file is decoded
/// in place; libraries copy it two or three times.
public final class MultipartDecoder implements SampleDecoder {

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int NONE = -1;

    private final byte[] delimiter;
    private final SampleDecoder file;

    /// @param boundary the parameter `boundary` of the content type
    /// @param file decoder of the file
    public MultipartDecoder(String boundary, SampleDecoder file) {
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        this.file = file;
    }

    @Override
    public void decode(Body body, SampleSink sink) throws IOException {
        narrowToFile(body);
        file.decode(body, sink);
    }

    private void narrowToFile(Body body) {
        if (body.encoding() != Body.Encoding.IDENTITY) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "multipart/form-data comes without Content-Encoding");
        }
        byte[] bytes = body.bytes();
        int length = body.length();
        int part = behindFirstDelimiter(bytes, length);
        int from = NONE;
        int to = NONE;
        while (!isLast(bytes, part, length)) {
            int head = find(HEAD_END, bytes, part, length);
            int end = head == NONE ? NONE : find(delimiter, bytes, head + LINE_END.length, length);
            if (end == NONE) {
                throw malformed("a part has no end");
            }
            requireFile(new String(bytes, part, head - part, StandardCharsets.UTF_8));
            if (from != NONE) {
                throw malformed("it holds more than one file");
            }
            from = Math.min(head + HEAD_END.length, end);
            to = end;
            part = end + delimiter.length;
        }
        if (from == NONE) {
            throw malformed("it holds no file");
        }
        body.narrow(from, to);
    }

    /// At the start of the body, the line break before the delimiter is missing.
    private int behindFirstDelimiter(byte[] bytes, int length) {
        int withoutLineEnd = delimiter.length - LINE_END.length;
        if (matches(delimiter, LINE_END.length, bytes, 0, length)) {
            return withoutLineEnd;
        }
        int at = find(delimiter, bytes, 0, length);
        if (at == NONE) {
            throw malformed("its boundary is not in it");
        }
        return at + delimiter.length;
    }

    private static boolean isLast(byte[] bytes, int at, int length) {
        return at + 1 < length && bytes[at] == '-' && bytes[at + 1] == '-';
    }

    /// Options are query parameters. A form field is rejected, because it would otherwise be ignored.
    private static void requireFile(String head) {
        if (!head.toLowerCase(Locale.ROOT).contains("filename")) {
            throw malformed("it holds a field that is no file; parameters stand in the query");
        }
    }

    private static int find(byte[] word, byte[] bytes, int from, int length) {
        for (int at = from; at <= length - word.length; at++) {
            if (bytes[at] == word[0] && matches(word, 0, bytes, at, length)) {
                return at;
            }
        }
        return NONE;
    }

    /// Whether the bytes at an index equal the word from its index `first` on.
    private static boolean matches(byte[] word, int first, byte[] bytes, int at, int length) {
        if (at + word.length - first > length) {
            return false;
        }
        for (int i = first; i < word.length; i++) {
            if (bytes[at + i - first] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(
                ProblemCode.MALFORMED_REQUEST, "The body is not multipart/form-data with one file: " + detail);
    }
}
