/** The queues: which are paused, how long they are, and which workers consume them. */
@NullMarked
package io.asyncable.queue;

import org.jspecify.annotations.NullMarked;
