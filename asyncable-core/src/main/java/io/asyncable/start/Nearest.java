package io.asyncable.start;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that is most similar to a misspelt one. */
public final class Nearest {

  private Nearest() {}

  /** The known name with the fewest different letters; empty if every name differs in many. */
  public static Optional<String> to(String written, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String name) -> changes(written, name)).thenComparing(n -> n))
        .filter(name -> changes(written, name) <= Math.max(2, name.length() / 4));
  }

  /** The Levenshtein distance. */
  static int changes(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[other.length()];
  }
}
