/** Circuit breakers, rate limits, bulkheads and time limits of process types. */
@NullMarked
package io.asyncable.guard;

import org.jspecify.annotations.NullMarked;
