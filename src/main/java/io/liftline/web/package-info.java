/// Code shared by all HTTP routes: request ids, query parameters, `Accept` headers and metric labels.
@NullMarked
package io.liftline.web;

import org.jspecify.annotations.NullMarked;
