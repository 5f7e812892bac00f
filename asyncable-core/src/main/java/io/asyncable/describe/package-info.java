/** How records are named to people. */
@NullMarked
package io.asyncable.describe;

import org.jspecify.annotations.NullMarked;
