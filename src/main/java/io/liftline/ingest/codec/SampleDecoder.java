package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// Decodes the samples of a body in one format, as a stream, so that the memory does not grow with the body.
///
/// An error in one sample is noted in that sample, and decoding continues. An error of the body as a whole ends
/// the request with a [io.liftline.problem.ProblemException] before anything is stored.
public sealed interface SampleDecoder
        permits JsonDecoder, NdjsonDecoder, CsvDecoder, MultipartDecoder, LineProtocolDecoder {

    /// Passes every sample of the body to the sink, in order.
    ///
    /// @throws IOException if the body cannot be read to its end, for example if gzip data is truncated
    void decode(Body body, SampleSink sink) throws IOException;
}
