/** The navigation. A page joins it with an annotation. */
@NullMarked
package io.asyncable.web.section;

import org.jspecify.annotations.NullMarked;
