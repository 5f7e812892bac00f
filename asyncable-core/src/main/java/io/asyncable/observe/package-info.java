/** Meters and traces of the engine's work, and the points where tests break it. */
@NullMarked
package io.asyncable.observe;

import org.jspecify.annotations.NullMarked;
