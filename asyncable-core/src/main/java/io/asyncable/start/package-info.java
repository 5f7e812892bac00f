/** What stops a start, with a sentence, before anything of the engine begins. */
@NullMarked
package io.asyncable.start;

import org.jspecify.annotations.NullMarked;
