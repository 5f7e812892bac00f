/** Stops a misconfigured start, with a sentence, before the engine begins. */
@NullMarked
package io.asyncable.start;

import org.jspecify.annotations.NullMarked;
