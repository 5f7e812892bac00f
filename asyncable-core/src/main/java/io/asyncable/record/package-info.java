/** Process types as Hibernate maps them, and every statement that reads or moves a record. */
@NullMarked
package io.asyncable.record;

import org.jspecify.annotations.NullMarked;
