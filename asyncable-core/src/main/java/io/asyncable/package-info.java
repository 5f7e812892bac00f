/**
 * What an application imports: the embeddable {@link io.asyncable.Asyncable}, the {@link
 * io.asyncable.AsyncableHandler} that processes a record, and {@link io.asyncable.Asyncables} to
 * submit, restart and cancel.
 */
@NullMarked
package io.asyncable;

import org.jspecify.annotations.NullMarked;
