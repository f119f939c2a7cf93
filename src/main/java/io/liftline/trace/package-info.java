/// Traces by OpenTelemetry: spans of requests, of their statements and of commits, exported by OTLP. Off by default
/// (docs/adr/0033-traces-by-the-sdk.md).
@NullMarked
package io.liftline.trace;

import org.jspecify.annotations.NullMarked;
