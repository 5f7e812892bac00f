/**
 * A feature that joins by new files alone: its page with data of its own stands in the navigation,
 * is live, and needs a permission with a word of its own. Nothing else names it.
 */
@NullMarked
package io.asyncable.test.depot;

import org.jspecify.annotations.NullMarked;
