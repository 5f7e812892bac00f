/** Who may do what: the configured permissions of a user, checked before each act. */
@NullMarked
package io.asyncable.access;

import org.jspecify.annotations.NullMarked;
