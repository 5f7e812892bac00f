/** The engine's health, and gauges of waiting records. */
@NullMarked
package io.asyncable.health;

import org.jspecify.annotations.NullMarked;
