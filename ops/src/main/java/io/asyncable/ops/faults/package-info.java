/**
 * The fault suite: breaks what two whole instances need, under a steady load. Shows whether they
 * recover by themselves, lose no work and do no work twice.
 */
@NullMarked
package io.asyncable.ops.faults;

import org.jspecify.annotations.NullMarked;
