/** Jobs: by type, state and tenant, and the form that enqueues one. */
@NullMarked
package io.asyncable.web.job;

import org.jspecify.annotations.NullMarked;
