/** Every statement that moves a record, and the history that it leaves. */
@NullMarked
package io.asyncable.move;

import org.jspecify.annotations.NullMarked;
