/** Reads over many records: lists, counts, groups of failures. */
@NullMarked
package io.asyncable.search;

import org.jspecify.annotations.NullMarked;
