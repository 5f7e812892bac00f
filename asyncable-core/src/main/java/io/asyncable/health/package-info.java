/** How the engine is: health, and gauges of what waits. */
@NullMarked
package io.asyncable.health;

import org.jspecify.annotations.NullMarked;
