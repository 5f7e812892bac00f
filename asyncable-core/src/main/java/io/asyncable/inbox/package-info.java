/** What the users who submitted records are told, and the inbox where they read it. */
@NullMarked
package io.asyncable.inbox;

import org.jspecify.annotations.NullMarked;
