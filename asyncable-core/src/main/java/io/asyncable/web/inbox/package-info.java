/** The inbox, as a page and JSON. */
@NullMarked
package io.asyncable.web.inbox;

import org.jspecify.annotations.NullMarked;
