/** An application with records that JPA does not show. */
@NullMarked
package io.asyncable.hidden;

import org.jspecify.annotations.NullMarked;
