package io.asyncable.job;

import io.asyncable.ConfigurationProblem;
import io.asyncable.DurationSetting;
import io.asyncable.NumberSetting;
import io.asyncable.type.DeclaredTypes.Declared;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a job may be and how long it is kept, under {@code asyncable.jobs}.
 *
 * @param maxPayload how large the JSON of a request may be; default 256 KB. Larger data belongs in
 *     a table or a file, of which the request carries the id.
 * @param maxResult how large the JSON of a stored result may be; default 64 KB. A larger one is not
 *     stored.
 * @param publishLimit how many jobs of one call of enqueueAll are published right after its commit;
 *     default 10000. The sweeper publishes the others. Each takes about 300 bytes of memory until
 *     the commit.
 * @param tenants the tenants that jobs may be of; default empty, which means any
 * @param keepProcessed how long a job is kept after it was processed or canceled; default 24 h
 * @param keepExpired how long a job is kept after the engine gave it up; default 7 d. Until then it
 *     can be restarted.
 * @param types the same for the jobs of one type by name. A value that is not set is that of all
 *     jobs.
 */
@ConfigurationProperties("asyncable.jobs")
record JobSettings(
    @DefaultValue("256KB") DataSize maxPayload,
    @DefaultValue("64KB") DataSize maxResult,
    @DefaultValue("10000") int publishLimit,
    @DefaultValue Set<String> tenants,
    @DefaultValue("24h") Duration keepProcessed,
    @DefaultValue("7d") Duration keepExpired,
    @DefaultValue Map<String, Keeping> types) {

  private static final DataSize LARGEST = DataSize.ofMegabytes(100);

  /**
   * How long the jobs of one type are kept.
   *
   * @param keepProcessed how long a job is kept after it was processed or canceled
   * @param keepExpired how long a job is kept after the engine gave it up
   */
  record Keeping(@Nullable Duration keepProcessed, @Nullable Duration keepExpired) {}

  /** How long jobs of a type are kept, every value decided. */
  record Kept(Duration processed, Duration expired) {}

  JobSettings {
    requireSize("asyncable.jobs.max-payload", maxPayload);
    requireSize("asyncable.jobs.max-result", maxResult);
    NumberSetting.requireAtLeast("asyncable.jobs.publish-limit", publishLimit, 0);
    DurationSetting.require("asyncable.jobs.keep-processed", keepProcessed);
    DurationSetting.require("asyncable.jobs.keep-expired", keepExpired);
    types.forEach(
        (name, type) -> {
          String owner = "asyncable.jobs.types." + name;
          DurationSetting.require(owner + ".keep-processed", type.keepProcessed);
          DurationSetting.require(owner + ".keep-expired", type.keepExpired);
        });
  }

  private static void requireSize(String property, DataSize size) {
    if (size.toBytes() < 1 || size.compareTo(LARGEST) > 0) {
      throw new ConfigurationProblem(
          "%s is %s. Write a size from 1B to 100MB, such as 256KB.".formatted(property, size));
    }
  }

  void refuseUnknownTypes(List<Declared> declared) {
    Set<String> known = new TreeSet<>(declared.stream().map(Declared::name).toList());
    for (String name : types.keySet()) {
      if (!known.contains(name)) {
        throw new ConfigurationProblem(
            "asyncable.jobs.types.%s: there is no job type of that name. Use one of %s. (Write a name with a dot in brackets: \"[import.process]\".)"
                .formatted(name, known));
      }
    }
  }

  Kept keptOf(String type) {
    Keeping own = types.getOrDefault(type, new Keeping(null, null));
    return new Kept(
        Objects.requireNonNullElse(own.keepProcessed, keepProcessed),
        Objects.requireNonNullElse(own.keepExpired, keepExpired));
  }
}
