/** How many records are processed and how long that takes, counted by minute and hour. */
@NullMarked
package io.asyncable.statistics;

import org.jspecify.annotations.NullMarked;
