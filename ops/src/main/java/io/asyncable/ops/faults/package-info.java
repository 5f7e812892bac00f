/**
 * The fault suite: breaks what two whole instances need, under a steady load, and tells whether
 * they come back by themselves with nothing lost and nothing done twice.
 */
@NullMarked
package io.asyncable.ops.faults;

import org.jspecify.annotations.NullMarked;
