/** Explains from facts why a record is where it is, what happens next, and how the engine is. */
@NullMarked
package io.asyncable.explain;

import org.jspecify.annotations.NullMarked;
