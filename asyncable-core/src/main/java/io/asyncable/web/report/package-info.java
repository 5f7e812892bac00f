/** Failures in groups, process types, summary and statistics, as pages and JSON. */
@NullMarked
package io.asyncable.web.report;

import org.jspecify.annotations.NullMarked;
