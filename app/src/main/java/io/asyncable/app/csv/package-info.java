/** Reads CSV files from outside line by line, whatever they contain. */
@NullMarked
package io.asyncable.app.csv;

import org.jspecify.annotations.NullMarked;
