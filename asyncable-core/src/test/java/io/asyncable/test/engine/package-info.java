/** An application with records of several kinds, and what tests of the engine share. */
@NullMarked
package io.asyncable.test.engine;

import org.jspecify.annotations.NullMarked;
