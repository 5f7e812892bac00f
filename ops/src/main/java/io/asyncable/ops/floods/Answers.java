package io.asyncable.ops.floods;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The answers to everything that a flood sent. */
final class Answers {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String answer) {
    counts.computeIfAbsent(answer, none -> new LongAdder()).increment();
  }

  /** How often which one came. */
  Map<String, Long> counts() {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((answer, count) -> sums.put(answer, count.sum()));
    return sums;
  }
}
