/** What it costs that a table has records of many process types. */
@NullMarked
package io.asyncable.ops.types;

import org.jspecify.annotations.NullMarked;
