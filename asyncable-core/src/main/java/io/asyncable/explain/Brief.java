package io.asyncable.explain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A short line of text with points in time, which a page shows as seen from the present.
 *
 * @param pieces in the order of the line
 */
public record Brief(List<Piece> pieces) {

  /**
   * A piece of the line.
   *
   * @param text what stands before the time
   * @param at a point in time that ends the piece; null for none
   * @param isBeginning whether something has lasted since then, of which the page also shows how
   *     long
   */
  public record Piece(String text, @Nullable Instant at, boolean isBeginning) {}

  /** A line without a time. */
  static Brief of(String text) {
    return of(text, null);
  }

  /** A line that ends with a time, if there is one, such as "in 43 s" or "4 min ago". */
  static Brief of(String text, @Nullable Instant at) {
    return new Brief(List.of(new Piece(text, at, false)));
  }

  /** A line that ends with when something began, such as "21:15 UTC (4 min)". */
  static Brief since(String text, @Nullable Instant at) {
    return new Brief(List.of(new Piece(text, at, true)));
  }

  /** This line and more text. */
  Brief and(String text) {
    return and(text, null);
  }

  /** This line and more text that ends with a time, if there is one. */
  Brief and(String text, @Nullable Instant at) {
    return new Brief(
        Stream.concat(pieces.stream(), Stream.of(new Piece(text, at, false))).toList());
  }
}
