/** Work that has no entity of its own: declared, written and enqueued as jobs. */
@NullMarked
package io.asyncable.job;

import org.jspecify.annotations.NullMarked;
