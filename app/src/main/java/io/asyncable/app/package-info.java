/** The reference application: one package per domain. */
@NullMarked
package io.asyncable.app;

import org.jspecify.annotations.NullMarked;
