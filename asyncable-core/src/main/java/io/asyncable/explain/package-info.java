/**
 * Explains why a record is in its state and what happens next, and reports the health of the
 * engine.
 */
@NullMarked
package io.asyncable.explain;

import org.jspecify.annotations.NullMarked;
