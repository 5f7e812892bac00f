package io.asyncable.text;

import java.util.Locale;

/** Writes how many there are of something, for people. */
public final class Plural {

  private Plural() {}

  /**
   * The number with its word, such as "1 record" and "1,000 records".
   *
   * @param one what one is called; several are called the same with an s
   */
  public static String of(long count, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }
}
