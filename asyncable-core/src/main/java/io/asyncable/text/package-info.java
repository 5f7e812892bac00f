/** How exceptions, texts of others and numbers are worded, for rows, logs and pages. */
@NullMarked
package io.asyncable.text;

import org.jspecify.annotations.NullMarked;
