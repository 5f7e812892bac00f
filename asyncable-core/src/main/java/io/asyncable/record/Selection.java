package io.asyncable.record;

import io.asyncable.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records a list shows.
 *
 * @param parts the process types, in the order of their names
 * @param state the only state wanted; null for all
 */
public record Selection(List<Part> parts, @Nullable State state) {

  /**
   * One process type of a list.
   *
   * @param ids the only records wanted; null for all
   */
  public record Part(ProcessType type, @Nullable List<String> ids) {}
}
