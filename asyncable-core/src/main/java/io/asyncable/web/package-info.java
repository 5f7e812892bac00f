/**
 * What all pages under {@code /jobs} and all routes under {@code /api} share: the gate, problems,
 * CSV, layout.
 */
@NullMarked
package io.asyncable.web;

import org.jspecify.annotations.NullMarked;
