/** Every mapping that is served, by an application that has one of each. */
@org.jspecify.annotations.NullMarked
package io.asyncable.mapping;
