/** The claims that VBMS works for reviews, in step with their issues. */
@NullMarked
package io.asyncable.app.intake.claim;

import org.jspecify.annotations.NullMarked;
