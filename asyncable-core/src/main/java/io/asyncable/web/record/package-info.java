/** Lists of records, one record, its notes and the acts on it, as pages and JSON. */
@NullMarked
package io.asyncable.web.record;

import org.jspecify.annotations.NullMarked;
