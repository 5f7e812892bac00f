/** The navigation: pages join it by declaring themselves. */
@NullMarked
package io.asyncable.web.section;

import org.jspecify.annotations.NullMarked;
