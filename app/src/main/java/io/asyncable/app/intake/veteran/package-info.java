/** Who files, and what BGS knows of them. */
@NullMarked
package io.asyncable.app.intake.veteran;

import org.jspecify.annotations.NullMarked;
