package io.asyncable.text;

import io.asyncable.PermanentFailure;
import io.asyncable.text.ErrorText.Limit;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * An exception as the history keeps it, bounded and fit for a text column.
 *
 * @param errorClass the exception's class
 * @param message its message
 * @param stack its stack trace with causes
 * @param frame where in the application it arose, as {@code class.method}
 * @param pattern the message without the parts that differ between failures of the same kind
 * @param fingerprint the same for failures of the same kind: class, frame and pattern
 * @param remedy what a person has to do before a restart can succeed
 */
public record ErrorDetails(
    String errorClass,
    String message,
    String stack,
    String frame,
    String pattern,
    String fingerprint,
    @Nullable String remedy) {

  /** Reads the exception; never throws, whatever the exception's own methods do. */
  public static ErrorDetails of(Throwable failure) {
    String name = failure.getClass().getName();
    String message = ErrorText.messageOf(failure);
    String frame = ErrorText.fit(Fingerprint.frame(failure), Limit.ERROR);
    String pattern = Fingerprint.scrubbed(message);
    String remedy = failure instanceof PermanentFailure permanent ? permanent.remedy() : null;
    return new ErrorDetails(
        name,
        ErrorText.fit(message, Limit.MESSAGE),
        ErrorText.fit(stackOf(failure), Limit.STACK),
        frame,
        pattern,
        Fingerprint.of(name, frame, pattern),
        remedy == null ? null : ErrorText.fit(remedy, Limit.ERROR));
  }

  /** The message of an exception; never throws, whatever the exception's own methods do. */
  public static String messageOf(Throwable failure) {
    return ErrorText.messageOf(failure);
  }

  /**
   * The exception's stack trace for a log. A logger would call the exception's own methods, and
   * these may throw.
   */
  public static String logged(Throwable failure) {
    return ErrorText.fit(stackOf(failure), Limit.STACK);
  }

  /** The same in one line: the class, then the message. */
  public static String line(Throwable failure) {
    String message = ErrorText.messageOf(failure);
    String name = failure.getClass().getName();
    return LogText.escaped(
        ErrorText.fit(message.isEmpty() ? name : name + ": " + message, Limit.ERROR));
  }

  /** What the row's {@code error} says: the class's simple name first, then the message. */
  public String summary() {
    String name = errorClass.substring(errorClass.lastIndexOf('.') + 1);
    return ErrorText.fit(message.isEmpty() ? name : name + ": " + message, Limit.ERROR);
  }

  /** Makes a text fit for the row's {@code error}. */
  public static String fit(String error) {
    return ErrorText.fit(error, Limit.ERROR);
  }

  /**
   * The first token of a row's {@code error}: what kind of failure it was. The rest may hold
   * personal data.
   */
  public static String firstToken(String error) {
    String[] parts = error.strip().split("[\\s:]", 2);
    return parts[0].length() > 100 ? parts[0].substring(0, 100) + "…" : parts[0];
  }

  private static String stackOf(Throwable failure) {
    StringWriter text = new StringWriter();
    try {
      failure.printStackTrace(new PrintWriter(text));
    } catch (Throwable broken) {
      text.write(
          "(%s, whose own printStackTrace failed: %s)"
              .formatted(failure.getClass().getName(), broken.getClass()));
    }
    return text.toString();
  }
}
