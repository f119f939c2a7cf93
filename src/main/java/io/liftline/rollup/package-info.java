/// Keeps the rollups of the telemetry complete: hours and days, with the figures of each channel.
@NullMarked
package io.liftline.rollup;

import org.jspecify.annotations.NullMarked;
