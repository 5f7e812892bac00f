/** Schedules on a page and as JSON. */
@NullMarked
package io.asyncable.web.schedule;

import org.jspecify.annotations.NullMarked;
