package io.asyncable.type;

import io.asyncable.PermanentFailure;
import org.jspecify.annotations.Nullable;

/** The payload of a job is not what its handler takes, so no attempt can succeed. */
public final class PayloadUnreadable extends PermanentFailure {

  public PayloadUnreadable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
