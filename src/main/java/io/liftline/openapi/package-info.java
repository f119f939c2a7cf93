/// Completes the OpenAPI document.
@NullMarked
package io.liftline.openapi;

import org.jspecify.annotations.NullMarked;
