/**
 * An attempt from its reference to its end.
 *
 * <p>{@link io.asyncable.run.Dispatcher} claims the references of a poll in one statement, {@code
 * Runner} runs their handlers, and {@code Completer} writes how they ended, in groups.
 */
@NullMarked
package io.asyncable.run;

import org.jspecify.annotations.NullMarked;
