/** What others see of the engine's work: meters, traces, and the points where tests break it. */
@NullMarked
package io.asyncable.observe;

import org.jspecify.annotations.NullMarked;
