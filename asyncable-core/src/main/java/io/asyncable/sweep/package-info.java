/** Looks at the records whose timer has come: publishes, retries, rescues or expires them. */
@NullMarked
package io.asyncable.sweep;

import org.jspecify.annotations.NullMarked;
