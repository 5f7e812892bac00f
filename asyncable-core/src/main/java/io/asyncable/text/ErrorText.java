package io.asyncable.text;

/**
 * Makes any text fit for a PostgreSQL text column: escapes NUL and unpaired surrogates, and cuts
 * long text and adds its true length.
 */
public final class ErrorText {

  /** The longest text kept, in characters. */
  public enum Limit {
    ERROR(2_000),
    MESSAGE(8_000),
    STACK(16_000);

    private final int characters;

    Limit(int characters) {
      this.characters = characters;
    }
  }

  private ErrorText() {}

  static String messageOf(Throwable failure) {
    try {
      String message = failure.getMessage();
      return message == null ? "" : message;
    } catch (Throwable broken) {
      return "(the exception's own getMessage failed: " + broken.getClass() + ")";
    }
  }

  public static String fit(String text, Limit limit) {
    int end = Math.min(text.length(), limit.characters);
    StringBuilder fitting = new StringBuilder(end + 32);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        fitting.append(c).append(text.charAt(++i));
      } else if (c == 0 || Character.isSurrogate(c)) {
        fitting.append(String.format("\\u%04x", (int) c));
      } else {
        fitting.append(c);
      }
    }
    if (end < text.length()) {
      fitting.append("… (").append(text.length()).append(" characters)");
    }
    return fitting.toString();
  }
}
