/** The engine as a whole, against a real database and broker. */
@org.jspecify.annotations.NullMarked
package io.asyncable.engine;
