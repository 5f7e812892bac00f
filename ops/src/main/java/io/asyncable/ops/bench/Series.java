package io.asyncable.ops.bench;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** One figure over the rounds. */
public final class Series {

  private final Figure.Unit unit;
  private final List<Double> values = new ArrayList<>();

  /** Of values of that unit. */
  public Series(Figure.Unit unit) {
    this.unit = unit;
  }

  /** One more round. */
  public void add(double value) {
    values.add(value);
  }

  /** The value in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** How many times as good this one's median is as the other's, such as {@code 2.5 ×}. */
  String ratioTo(Series other) {
    return "%.2f ×".formatted(unit.ratio(median(), other.median()));
  }

  /** Median and range, such as {@code 5,700/s (5,400 to 5,800)}. */
  @Override
  public String toString() {
    DoubleSummaryStatistics range = values.stream().mapToDouble(value -> value).summaryStatistics();
    return "%s (%s to %s)"
        .formatted(unit.text(median()), unit.number(range.getMin()), unit.number(range.getMax()));
  }
}
