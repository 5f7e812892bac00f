/** Acts on many records, as pages and JSON. */
@NullMarked
package io.asyncable.web.bulk;

import org.jspecify.annotations.NullMarked;
