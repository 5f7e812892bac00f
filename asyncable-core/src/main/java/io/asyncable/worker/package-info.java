/**
 * Workers: their epochs and heartbeats, the clock on which all instances agree, and the duties of
 * each instance.
 */
@NullMarked
package io.asyncable.worker;

import org.jspecify.annotations.NullMarked;
