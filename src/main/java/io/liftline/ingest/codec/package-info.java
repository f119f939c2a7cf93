/// Decoders of request bodies, one per format, and the body that they read.
@NullMarked
package io.liftline.ingest.codec;

import org.jspecify.annotations.NullMarked;
