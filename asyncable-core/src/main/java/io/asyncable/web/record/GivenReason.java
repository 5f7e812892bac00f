package io.asyncable.web.record;

import io.asyncable.move.Act;
import io.asyncable.text.ErrorDetails;
import io.asyncable.web.RequestProblem;
import org.jspecify.annotations.Nullable;

/** Why a person acts, in a form's field or in the JSON of a request. */
public record GivenReason(@Nullable String reason) {

  /** The most characters of a reason; forms use the same limit. */
  public static final int LONGEST = 500;

  /** The reason to store; null if none was given. */
  public static @Nullable String bounded(@Nullable String reason) {
    String text = reason == null ? "" : reason.strip();
    if (text.length() > LONGEST) {
      throw new RequestProblem(
          "The reason has %d characters, but at most %d are possible."
              .formatted(text.length(), LONGEST));
    }
    return text.isEmpty() ? null : ErrorDetails.fit(text);
  }

  public static @Nullable String of(@Nullable GivenReason body) {
    return body == null ? null : bounded(body.reason());
  }

  /** The same of a reason for that act, which may need one. */
  static @Nullable String of(Act act, @Nullable String reason) {
    String bounded = bounded(reason);
    if (bounded == null && act.needsReason()) {
      throw new RequestProblem(
          "The field reason is empty. To %s, write why.".formatted(act.to("a record")));
    }
    return bounded;
  }
}
