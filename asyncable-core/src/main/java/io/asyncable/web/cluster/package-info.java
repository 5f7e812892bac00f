/** Queues, workers, circuit breakers and the engine's health, as pages and JSON. */
@NullMarked
package io.asyncable.web.cluster;

import org.jspecify.annotations.NullMarked;
