/** Acts of people on many records: paced, audited, and each itself an asyncable record. */
@NullMarked
package io.asyncable.bulk;

import org.jspecify.annotations.NullMarked;
