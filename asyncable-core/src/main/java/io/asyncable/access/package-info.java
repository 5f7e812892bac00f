/** Who may do what: the configured permissions of a user, asked before everything a user does. */
@NullMarked
package io.asyncable.access;

import org.jspecify.annotations.NullMarked;
