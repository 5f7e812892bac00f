/** The queues: which are paused, how long they are, and who consumes them. */
@NullMarked
package io.asyncable.queue;

import org.jspecify.annotations.NullMarked;
