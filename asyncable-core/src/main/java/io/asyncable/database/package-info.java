/** The application's database as the engine uses it: bounded statements, and what fails there. */
@NullMarked
package io.asyncable.database;

import org.jspecify.annotations.NullMarked;
