/// The process itself: configuration, start-up, probes, logs and the demo fleet.
@NullMarked
package io.liftline.service;

import org.jspecify.annotations.NullMarked;
