/** Imports of many reviews from one CSV file. */
@NullMarked
package io.asyncable.app.intake.imports;

import org.jspecify.annotations.NullMarked;
