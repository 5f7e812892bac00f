/** The names by which people know records. */
@NullMarked
package io.asyncable.describe;

import org.jspecify.annotations.NullMarked;
