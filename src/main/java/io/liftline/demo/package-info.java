/// A simulated gateway: posts samples of ten simulated wells to the HTTP API.
@NullMarked
package io.liftline.demo;

import org.jspecify.annotations.NullMarked;
