/// The words of the domain: pure values with units and bounds, no framework.
@NullMarked
package io.liftline.telemetry;

import org.jspecify.annotations.NullMarked;
