/** What people do to many records at once: remembered, paced, and itself an asyncable record. */
@NullMarked
package io.asyncable.bulk;

import org.jspecify.annotations.NullMarked;
