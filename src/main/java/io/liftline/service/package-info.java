/// The process: `main` and its commands, start-up, configuration checks, and probes.
@NullMarked
package io.liftline.service;

import org.jspecify.annotations.NullMarked;
