/// Encoders of JSON, NDJSON and CSV, content negotiation, and streamed answers.
@NullMarked
package io.liftline.query.format;

import org.jspecify.annotations.NullMarked;
