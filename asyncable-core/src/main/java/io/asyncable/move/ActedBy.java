package io.asyncable.move;

import io.asyncable.text.ErrorText;
import org.jspecify.annotations.Nullable;

/**
 * Who did something to a record, and why.
 *
 * @param actor the user; null for the application itself
 * @param reason in the person's words
 */
public record ActedBy(@Nullable String actor, @Nullable String reason) {

  /** The actor of what a handler does to the record of its attempt. */
  public static final String HANDLER = "handler";

  /** The actor of what the engine does because of other records. */
  public static final String ENGINE = "engine";

  public ActedBy {
    reason = reason == null ? null : ErrorText.fit(reason, ErrorText.Limit.MESSAGE);
  }
}
