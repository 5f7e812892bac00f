/** Calls external services over HTTP, and says what their refusals mean for an attempt. */
@NullMarked
package io.asyncable.app.http;

import org.jspecify.annotations.NullMarked;
