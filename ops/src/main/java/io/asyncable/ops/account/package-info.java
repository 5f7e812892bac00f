/** The entity that the benchmark's handlers update, in the ways that Spring applications do it. */
@NullMarked
package io.asyncable.ops.account;

import org.jspecify.annotations.NullMarked;
