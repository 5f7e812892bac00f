/**
 * The common parts of all pages under {@code /jobs} and all routes under {@code /api}: the gate,
 * problems, CSV files and the layout.
 */
@NullMarked
package io.asyncable.web;

import org.jspecify.annotations.NullMarked;
