/// A decoded sample before validation, and the errors of rejected samples.
@NullMarked
package io.liftline.ingest.sample;

import org.jspecify.annotations.NullMarked;
