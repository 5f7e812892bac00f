/** Notes that people write about records, and how their Markdown becomes safe HTML. */
@NullMarked
package io.asyncable.note;

import org.jspecify.annotations.NullMarked;
