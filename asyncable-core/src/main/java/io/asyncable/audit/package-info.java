/** Who did what, when and why; written with the act itself, and never changed. */
@NullMarked
package io.asyncable.audit;

import org.jspecify.annotations.NullMarked;
