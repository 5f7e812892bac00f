/** The benchmark: Asyncable as a user writes it, next to db-scheduler at its best settings. */
@NullMarked
package io.asyncable.ops.bench;

import org.jspecify.annotations.NullMarked;
