package io.asyncable.ops.bench;

import java.util.List;

/** Something to measure of any contender, whose engine it finds and leaves standing still. */
interface Scenario {

  /** What can be chosen by {@code benchmark.scenarios}. */
  String name();

  List<Figure> measure(Contender contender);
}
