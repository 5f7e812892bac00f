/** Which workers are alive: epochs, heartbeats, and the clock that all instances share. */
@NullMarked
package io.asyncable.worker;

import org.jspecify.annotations.NullMarked;
