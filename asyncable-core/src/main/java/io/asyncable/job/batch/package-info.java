/** Jobs that wait for others, and batches: what they wait for, and what lets them begin. */
@NullMarked
package io.asyncable.job.batch;

import org.jspecify.annotations.NullMarked;
