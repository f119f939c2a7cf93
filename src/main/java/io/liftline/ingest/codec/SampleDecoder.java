package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// Reads samples out of a body, in one format, as a stream: memory does not grow with the body.
///
/// A fault inside one sample is noted on that sample and reading goes on; a fault of the body as a whole
/// ends the request with a [io.liftline.problem.ProblemException], before anything is stored.
public sealed interface SampleDecoder
        permits JsonDecoder, NdjsonDecoder, CsvDecoder, MultipartDecoder, LineProtocolDecoder {

    /// Hands every sample of the body to the sink, in order.
    ///
    /// @throws IOException when the body cannot be read to its end, such as gzip that breaks off
    void decode(Body body, SampleSink sink) throws IOException;
}
