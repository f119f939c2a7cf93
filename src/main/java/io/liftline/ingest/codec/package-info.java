/// Reads samples from bytes, in each format that clients send.
@NullMarked
package io.liftline.ingest.codec;

import org.jspecify.annotations.NullMarked;
