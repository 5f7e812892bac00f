/** The application's database as the engine uses it: bounded statements, and kinds of failure. */
@NullMarked
package io.asyncable.database;

import org.jspecify.annotations.NullMarked;
