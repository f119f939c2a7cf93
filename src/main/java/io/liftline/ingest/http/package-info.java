/// The HTTP routes that take samples in.
@NullMarked
package io.liftline.ingest.http;

import org.jspecify.annotations.NullMarked;
