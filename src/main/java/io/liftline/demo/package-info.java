/// Ten invented wells, posted to the HTTP API like those of any gateway.
@NullMarked
package io.liftline.demo;

import org.jspecify.annotations.NullMarked;
