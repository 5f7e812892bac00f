/** A domain as a new one would join the application; no file but these knows it. */
@NullMarked
package io.asyncable.sample;

import org.jspecify.annotations.NullMarked;
