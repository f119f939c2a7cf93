/// The domain types: channels, units, event times and well ids. They depend on no framework.
@NullMarked
package io.liftline.telemetry;

import org.jspecify.annotations.NullMarked;
