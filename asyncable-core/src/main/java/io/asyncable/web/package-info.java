/** The pages under {@code /jobs} and the same as JSON under {@code /api}. */
@NullMarked
package io.asyncable.web;

import org.jspecify.annotations.NullMarked;
