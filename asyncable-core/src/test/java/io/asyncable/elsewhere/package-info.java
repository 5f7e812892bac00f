/** Entities and jobs that no application of the tests finds by itself. */
@org.jspecify.annotations.NullMarked
package io.asyncable.elsewhere;
