package io.asyncable;

import java.util.ArrayList;
import java.util.List;

/**
 * An exception with its causes, read safely. Exceptions are the application's code: their chain may
 * be a circle or endless, or reading it may throw.
 */
public final class Causes {

  /** Longer than any real chain, and short enough to walk through a circle quickly. */
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

  /** The original cause: the last one that can be read. */
  public static Throwable innermost(Throwable failure) {
    List<Throwable> chain = of(failure);
    return chain.get(chain.size() - 1);
  }
}
