/** What people do to records, one at a time, and to queues: done and audited in one transaction. */
@NullMarked
package io.asyncable.operate;

import org.jspecify.annotations.NullMarked;
