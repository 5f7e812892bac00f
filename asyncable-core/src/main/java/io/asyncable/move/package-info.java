/** Every statement that moves a record to another state, and the history it leaves. */
@NullMarked
package io.asyncable.move;

import org.jspecify.annotations.NullMarked;
