package io.asyncable.ops.instance;

import io.asyncable.ops.instance.Instance.Start;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How much an instance has logged since a time, its starts left out. */
public final class LogLines {

  private static final Pattern BEGINNING =
      Pattern.compile("^(\\d{4}-\\d\\d-\\d\\dT\\S+)\\s+(\\w+) ");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * @param trouble whether it is a warning, an error, or a line of a stack trace
   */
  private record Line(Instant at, boolean trouble, String text) {}

  private final List<Line> lines = new ArrayList<>();

  private LogLines() {}

  /** What that instance has logged since then. */
  public static LogLines of(Instance instance, Instant since) {
    LogLines counted = new LogLines();
    List<Start> later =
        instance.starts().stream().filter(start -> start.began().isAfter(since)).toList();
    Instant at = Instant.EPOCH;
    boolean trouble = false;
    try {
      for (String line :
          new String(Files.readAllBytes(instance.log()), StandardCharsets.UTF_8).split("\n")) {
        Matcher beginning = BEGINNING.matcher(line);
        boolean first = beginning.find();
        if (first) {
          at = OffsetDateTime.parse(beginning.group(1)).toInstant();
          trouble = !beginning.group(2).equals("INFO");
        }
        if (!at.isBefore(since) && !isOfStart(at, later)) {
          counted.lines.add(new Line(at, trouble, line));
        }
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return counted;
  }

  private static boolean isOfStart(Instant at, List<Start> starts) {
    return starts.stream().anyMatch(start -> start.contains(at));
  }

  /** Of all lines, how many stand in the minute that has most. */
  public int busiestMinute() {
    return busiestMinute(lines);
  }

  /** Of warnings, errors and stack traces. */
  public int busiestMinuteOfTroubles() {
    return busiestMinute(lines.stream().filter(Line::trouble).toList());
  }

  /** Only those that match. */
  public LogLines only(Pattern pattern) {
    LogLines matching = new LogLines();
    lines.stream().filter(line -> pattern.matcher(line.text()).find()).forEach(matching.lines::add);
    return matching;
  }

  /** How many there are in each of the minutes that begin then. */
  public List<Long> eachMinute(Instant first, int minutes) {
    return IntStream.range(0, minutes)
        .mapToObj(minute -> first.plus(MINUTE.multipliedBy(minute)))
        .map(
            begin ->
                lines.stream()
                    .filter(line -> !line.at().isBefore(begin))
                    .filter(line -> line.at().isBefore(begin.plus(MINUTE)))
                    .count())
        .toList();
  }

  /** The lines that match. */
  public Stream<MatchResult> matching(Pattern pattern) {
    return lines.stream().flatMap(line -> pattern.matcher(line.text()).results());
  }

  private static int busiestMinute(List<Line> lines) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < lines.size(); last++) {
      while (!lines.get(first).at().plus(MINUTE).isAfter(lines.get(last).at())) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
