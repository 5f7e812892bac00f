/**
 * A submission's way to its handler: submit, publish, claim, run, complete.
 *
 * <p>{@link io.asyncable.dispatch.Publisher} sends references after commit. A {@code ConsumerLoop}
 * polls them, {@link io.asyncable.dispatch.Dispatcher} claims a poll in one statement, {@code
 * Runner} runs the handlers on the queue's executor and {@code Completer} writes how they ended, in
 * groups.
 */
@NullMarked
package io.asyncable.dispatch;

import org.jspecify.annotations.NullMarked;
