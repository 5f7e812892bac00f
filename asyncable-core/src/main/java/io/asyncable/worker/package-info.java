/** Which workers live: epochs, heartbeats, and the clock that all instances agree on. */
@NullMarked
package io.asyncable.worker;

import org.jspecify.annotations.NullMarked;
