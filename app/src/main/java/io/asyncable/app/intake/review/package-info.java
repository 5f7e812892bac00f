/** Decision reviews with their issues: filed, shown and changed. */
@NullMarked
package io.asyncable.app.intake.review;

import org.jspecify.annotations.NullMarked;
