/// A sample on its way in: what a decoder reads, and why one is rejected.
@NullMarked
package io.liftline.ingest.sample;

import org.jspecify.annotations.NullMarked;
