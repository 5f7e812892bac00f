package io.asyncable.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * The times of a cron expression in a zone.
 *
 * <p>Spring's own arithmetic in a zone leaves out a local time that a change of the clocks skips
 * and counts one twice that it repeats: a job at 02:30 would not run at all on one day of the year,
 * and one at 01:30 twice on another. So where the hours are fixed, the expression is read as local
 * times, each placed in the zone by {@link LocalDateTime#atZone}.
 *
 * @param fixed whether the hours are fixed: neither all nor a step
 */
record CronTiming(CronExpression cron, ZoneId zone, boolean fixed) implements Timing {

  /** More than any clock was ever put forward. */
  private static final int LONGEST_GAP_DAYS = 2;

  private static final String HOURLY = "@hourly";
  private static final int FIELDS = 6;
  private static final int HOUR = 2;

  static CronTiming of(String expression, ZoneId zone) {
    String[] fields = expression.trim().split("\\s+");
    String six = fields.length == FIELDS - 1 ? "0 " + expression.trim() : expression.trim();
    CronExpression cron = CronExpression.parse(six);
    return new CronTiming(cron, zone, isFixed(six));
  }

  private static boolean isFixed(String six) {
    if (six.startsWith("@")) {
      return !six.equalsIgnoreCase(HOURLY);
    }
    String hour = six.split("\\s+")[HOUR];
    return hour.indexOf('*') < 0 && hour.indexOf('/') < 0;
  }

  @Override
  public @Nullable Instant after(Instant time) {
    if (!fixed) {
      ZonedDateTime next = cron.next(time.atZone(zone));
      return next == null ? null : next.toInstant();
    }
    Instant best = null;
    LocalDateTime local = cron.next(localBefore(time));
    while (local != null && (best == null || local.isBefore(local(best)))) {
      Instant placed = local.atZone(zone).toInstant();
      if (placed.isAfter(time) && (best == null || placed.isBefore(best))) {
        best = placed;
      }
      local = cron.next(local);
    }
    return best;
  }

  /** A local time before all that may be placed after that instant: a gap moves some forward. */
  private LocalDateTime localBefore(Instant time) {
    ZoneOffsetTransition change = zone.getRules().previousTransition(time.plusNanos(1));
    boolean moved =
        change != null
            && change.isGap()
            && !change.getDateTimeAfter().plusDays(1).isBefore(local(time));
    return moved ? local(time).minusDays(LONGEST_GAP_DAYS) : local(time);
  }

  private LocalDateTime local(Instant time) {
    return LocalDateTime.ofInstant(time, zone);
  }
}
