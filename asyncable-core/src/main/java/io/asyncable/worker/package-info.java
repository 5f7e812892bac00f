/**
 * Which workers live: epochs, heartbeats, and the clock that all instances agree on; and the duties
 * of each.
 */
@NullMarked
package io.asyncable.worker;

import org.jspecify.annotations.NullMarked;
