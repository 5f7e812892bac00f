package io.asyncable.ops.bench;

/** One measured value, such as 5,700/s. */
public record Figure(String name, Unit unit, double value) {

  /** What a figure counts. */
  public enum Unit {
    /** More is better. */
    PER_SECOND("%,.0f", "/s"),
    /** Less is better. */
    SECONDS("%,.1f", " s"),
    /** Less is better. */
    MILLISECONDS("%,.2f", " ms"),
    /** Less is better. */
    MICROSECONDS("%,.0f", " µs"),
    /** Less is better. */
    A_RECORD("%,.3f", " a record");

    private final String format;
    private final String symbol;

    Unit(String format, String symbol) {
      this.format = format;
      this.symbol = symbol;
    }

    String number(double value) {
      return format.formatted(value);
    }

    String text(double value) {
      return number(value) + symbol;
    }

    /** How many times as good the one is as the other. */
    double ratio(double one, double other) {
      return this == PER_SECOND ? one / other : other / one;
    }
  }

  @Override
  public String toString() {
    return name + ": " + unit.text(value);
  }
}
