/** Acts of people on single records and on queues: done and audited in one transaction. */
@NullMarked
package io.asyncable.operate;

import org.jspecify.annotations.NullMarked;
