/**
 * Stand-ins for VBMS and BGS in development and tests: real HTTP servers that can be made slow,
 * failing or unreachable, and that remember every idempotency key.
 */
@NullMarked
package io.asyncable.app.sandbox;

import org.jspecify.annotations.NullMarked;
