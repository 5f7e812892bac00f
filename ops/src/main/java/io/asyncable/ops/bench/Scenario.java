package io.asyncable.ops.bench;

import java.util.List;

/** A measurement of any contender. The engine is stopped before and after it. */
interface Scenario {

  /** What can be chosen by {@code benchmark.scenarios}. */
  String name();

  List<Figure> measure(Contender contender);
}
