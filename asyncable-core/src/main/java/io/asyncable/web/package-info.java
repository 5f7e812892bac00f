/**
 * What all pages under {@code /jobs} and all of {@code /api} share: who gets in, problems, CSV,
 * layout.
 */
@NullMarked
package io.asyncable.web;

import org.jspecify.annotations.NullMarked;
