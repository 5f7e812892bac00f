/** The wording of exceptions, other people's texts and numbers, for rows, logs and pages. */
@NullMarked
package io.asyncable.text;

import org.jspecify.annotations.NullMarked;
