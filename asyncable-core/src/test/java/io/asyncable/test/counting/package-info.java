/** A job of the application that serves pages in tests. */
@NullMarked
package io.asyncable.test.counting;

import org.jspecify.annotations.NullMarked;
