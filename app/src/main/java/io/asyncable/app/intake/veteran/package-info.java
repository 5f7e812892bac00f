/** The veterans who file, and what BGS knows about them. */
@NullMarked
package io.asyncable.app.intake.veteran;

import org.jspecify.annotations.NullMarked;
