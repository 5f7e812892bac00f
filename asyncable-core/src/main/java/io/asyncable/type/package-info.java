/**
 * Which entities are asyncable and who handles them: process types as Hibernate maps them,
 * policies, handlers.
 */
@NullMarked
package io.asyncable.type;

import org.jspecify.annotations.NullMarked;
