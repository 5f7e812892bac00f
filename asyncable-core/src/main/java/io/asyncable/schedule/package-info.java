/**
 * Recurring work: jobs that are enqueued by a plan, once for each slot on however many instances.
 */
@NullMarked
package io.asyncable.schedule;

import org.jspecify.annotations.NullMarked;
