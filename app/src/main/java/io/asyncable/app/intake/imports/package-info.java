/** Files of reviews, filed at once. */
@NullMarked
package io.asyncable.app.intake.imports;

import org.jspecify.annotations.NullMarked;
