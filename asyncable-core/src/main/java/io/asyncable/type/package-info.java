/**
 * What is asyncable and who handles it: process types as Hibernate maps them, policies, handlers.
 */
@NullMarked
package io.asyncable.type;

import org.jspecify.annotations.NullMarked;
