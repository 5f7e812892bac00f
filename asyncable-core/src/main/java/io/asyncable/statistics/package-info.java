/** How much is processed and how long it takes: counted in memory, kept by minute and hour. */
@NullMarked
package io.asyncable.statistics;

import org.jspecify.annotations.NullMarked;
