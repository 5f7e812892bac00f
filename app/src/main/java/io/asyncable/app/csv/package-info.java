/** Reads CSV files of strangers, line by line, whatever is in them. */
@NullMarked
package io.asyncable.app.csv;

import org.jspecify.annotations.NullMarked;
