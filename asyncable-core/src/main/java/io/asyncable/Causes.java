package io.asyncable;

import java.util.ArrayList;
import java.util.List;

/**
 * An exception with its causes. They are the application's code: a chain may be a circle, be made
 * up without end, or break off where it is asked for.
 */
public final class Causes {

  /** No honest chain is longer; and a circle of this length is soon walked. */
  private static final int MOST = 100;

  private Causes() {}

  /** The exception itself first, then what caused it; never throws. */
  public static List<Throwable> of(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = failure;
    while (next != null && chain.size() < MOST) {
      chain.add(next);
      try {
        next = next.getCause();
      } catch (Throwable broken) {
        next = null;
      }
    }
    return chain;
  }

  /** What it all began with: the last that can be read. */
  public static Throwable innermost(Throwable failure) {
    List<Throwable> chain = of(failure);
    return chain.get(chain.size() - 1);
  }
}
