/// The process itself: `main` and its verbs, start-up, the check of the settings, probes, logs.
@NullMarked
package io.liftline.service;

import org.jspecify.annotations.NullMarked;
