/** Lists of records, a record, its notes, and what people do to it, as pages and JSON. */
@NullMarked
package io.asyncable.web.record;

import org.jspecify.annotations.NullMarked;
