/** Submissions in the caller's transaction, published after its commit. */
@NullMarked
package io.asyncable.submit;

import org.jspecify.annotations.NullMarked;
