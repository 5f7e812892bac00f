/** Messages to the users who submitted records, and the inbox where they read them. */
@NullMarked
package io.asyncable.inbox;

import org.jspecify.annotations.NullMarked;
