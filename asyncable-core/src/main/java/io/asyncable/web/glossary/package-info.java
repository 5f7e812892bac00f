/** The page that explains the words of the other pages. */
@NullMarked
package io.asyncable.web.glossary;

import org.jspecify.annotations.NullMarked;
