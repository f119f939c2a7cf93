package io.liftline.ingest.codec;

import io.liftline.ingest.Decode;
import io.liftline.ingest.SampleValidator;
import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// Decodes bodies of line protocol for tests.
final class LineProtocolBodies {

    /// An event time that a sample may have.
    static final long NANOS = 1_763_618_400_000_000_000L; // 2025-11-20T06:00:00Z

    static LineProtocolDecoder decoder(Precision precision) {
        return new LineProtocolDecoder(precision, LineProtocolNames.STANDARD, Strictness.LENIENT);
    }

    static SampleValidator decodeStrictly(String body) {
        return Decode.run(
                new LineProtocolDecoder(Precision.NANOSECONDS, LineProtocolNames.STANDARD, Strictness.STRICT), body);
    }

    static SampleValidator decode(String body) {
        return decode("ns", body);
    }

    static SampleValidator decode(String precision, String body) {
        return Decode.run(decoder(Precision.parse(precision)), body);
    }

    static SampleValidator decode(byte[] body, Body.Encoding encoding) throws IOException {
        return decode(decoder(Precision.NANOSECONDS), body, encoding);
    }

    static SampleValidator decode(LineProtocolDecoder decoder, byte[] body, Body.Encoding encoding) throws IOException {
        SampleValidator validator = Decode.validator();
        decoder.decode(Decode.body(body, encoding), validator);
        return validator;
    }

    static byte[] gzip(String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
