/// The HTTP routes that receive samples.
@NullMarked
package io.liftline.ingest.http;

import org.jspecify.annotations.NullMarked;
