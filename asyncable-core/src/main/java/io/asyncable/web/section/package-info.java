/** What rooms join: the navigation, by an annotation, and the page of a record, by a bean. */
@NullMarked
package io.asyncable.web.section;

import org.jspecify.annotations.NullMarked;
