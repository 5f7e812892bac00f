package io.asyncable.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ConfigurationProblem;
import io.asyncable.job.JobType;
import io.asyncable.schedule.ScheduleSettings.Overrides;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** What declares a schedule, and mistakes that stop the start with a sentence. */
class DeclarationsTest {

  @JobType("sweep-up")
  record SweepUp() {}

  static class Good {
    @Recurring(name = "good", cron = "0 3 * * 1-5", zone = "America/New_York")
    SweepUp nightly() {
      return new SweepUp();
    }
  }

  static class SameName {
    @Recurring(name = "good", every = "15m")
    SweepUp again() {
      return new SweepUp();
    }
  }

  static class Neither {
    @Recurring(name = "s")
    SweepUp request() {
      return new SweepUp();
    }
  }

  static class Both {
    @Recurring(name = "s", cron = "@daily", every = "1d")
    SweepUp request() {
      return new SweepUp();
    }
  }

  static class Unreadable {
    @Recurring(name = "s", cron = "0 3 * *")
    SweepUp request() {
      return new SweepUp();
    }
  }

  static class Never {
    @Recurring(name = "s", cron = "0 0 30 2 *")
    SweepUp request() {
      return new SweepUp();
    }
  }

  static class UnknownZone {
    @Recurring(name = "s", cron = "@daily", zone = "Mars/Olympus")
    SweepUp request() {
      return new SweepUp();
    }
  }

  static class TooOften {
    @Recurring(name = "s", every = "0s")
    SweepUp request() {
      return new SweepUp();
    }
  }

  static class NoInterval {
    @Recurring(name = "s", every = "often")
    SweepUp request() {
      return new SweepUp();
    }
  }

  static class NoRequest {
    @Recurring(name = "s", cron = "@daily")
    String request() {
      return "";
    }
  }

  static class TooMuchAsked {
    @Recurring(name = "s", cron = "@daily")
    SweepUp request(String name) {
      return new SweepUp();
    }
  }

  static class BadName {
    @Recurring(name = "a b", cron = "@daily")
    SweepUp request() {
      return new SweepUp();
    }
  }

  private static Declarations of(Map<String, Overrides> settings, Class<?>... beans) {
    DefaultListableBeanFactory factory = new DefaultListableBeanFactory();
    for (Class<?> bean : beans) {
      factory.registerBeanDefinition(bean.getSimpleName(), new RootBeanDefinition(bean));
    }
    return new Declarations(factory, new ScheduleSettings(settings));
  }

  private static Overrides overrides(@Nullable String cron, @Nullable Duration every) {
    return new Overrides(cron, every, null, null, null, Duration.ofHours(2), true);
  }

  @Test
  void aMethodMakesTheRequestsOfASchedule() {
    DeclaredSchedule schedule = of(Map.of(), Good.class).all().get("good");
    assertThat(schedule.plan()).isEqualTo("0 3 * * 1-5 America/New_York");
    assertThat(schedule.jobType()).isEqualTo("sweep-up");
    assertThat(schedule.requests().apply(Instant.EPOCH)).isEqualTo(new SweepUp());
    assertThat(schedule.timing().after(Instant.parse("2026-11-28T00:00:00Z")))
        .isEqualTo("2026-11-30T08:00:00Z");
    assertThat(schedule.overlap()).isEqualTo(Overlap.SKIP);
    assertThat(schedule.catchUp()).isEqualTo(CatchUp.LATEST);
    assertThat(schedule.within()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void settingsOutrankTheAnnotation() {
    DeclaredSchedule every =
        of(Map.of("good", overrides(null, Duration.ofMinutes(5))), Good.class).all().get("good");
    assertThat(every.plan()).isEqualTo("every PT5M");
    assertThat(every.within()).isEqualTo(Duration.ofHours(2));
    DeclaredSchedule cron =
        of(Map.of("good", overrides("@hourly", null)), Good.class).all().get("good");
    assertThat(cron.plan()).isEqualTo("@hourly America/New_York");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(SameName.class, "Two schedules have the name 'good'"),
        Arguments.of(Neither.class, "has to have either cron, such as"),
        Arguments.of(Both.class, "has to have either cron, such as"),
        Arguments.of(Unreadable.class, "\"0 3 * *\", which cannot be read"),
        Arguments.of(Never.class, "would never run: no time matches \"0 0 30 2 *\""),
        Arguments.of(UnknownZone.class, "unknown zone \"Mars/Olympus\""),
        Arguments.of(TooOften.class, "runs every \"0s\". Write a number and s, m, h or d, from 1s"),
        Arguments.of(NoInterval.class, "runs every \"often\""),
        Arguments.of(NoRequest.class, "must return a request, of a class with @JobType"),
        Arguments.of(TooMuchAsked.class, "take nothing or the Instant of the slot"),
        Arguments.of(BadName.class, "has the name 'a b'"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeStopsTheStart(Class<?> bean, String sentence) {
    assertThatThrownBy(() -> of(Map.of(), Good.class, bean))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void settingsOfAnUnknownScheduleStopTheStart() {
    assertThatThrownBy(() -> of(Map.of("godo", overrides("@daily", null)), Good.class))
        .isInstanceOf(ConfigurationProblem.class)
        .hasMessageContaining("asyncable.schedules.godo: there is no schedule of that name")
        .hasMessageContaining("[good]");
  }
}
