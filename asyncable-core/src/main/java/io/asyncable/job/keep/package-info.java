/** What handlers leave with their jobs besides their effects: progress, log lines, results. */
@NullMarked
package io.asyncable.job.keep;

import org.jspecify.annotations.NullMarked;
