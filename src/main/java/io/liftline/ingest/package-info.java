/// Ingest of samples: decodes and validates request bodies, writes the samples, and answers with a receipt.
@NullMarked
package io.liftline.ingest;

import org.jspecify.annotations.NullMarked;
