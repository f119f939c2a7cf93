/// What all HTTP routes share: how a request's query is read, and what it may hold.
@NullMarked
package io.liftline.web;

import org.jspecify.annotations.NullMarked;
