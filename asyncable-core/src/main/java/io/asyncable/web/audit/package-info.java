/** The audit, as a page, JSON and CSV. */
@NullMarked
package io.asyncable.web.audit;

import org.jspecify.annotations.NullMarked;
