/** What a peer's handler updates, in the ways that a Spring application has for it. */
@NullMarked
package io.asyncable.ops.account;

import org.jspecify.annotations.NullMarked;
