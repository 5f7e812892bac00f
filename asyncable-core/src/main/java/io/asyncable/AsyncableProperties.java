package io.asyncable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the engine, under {@code asyncable}. A duration that {@link DurationSetting} does
 * not take stops the start; those by which drivers wait, under {@code database}, {@code
 * kafka.delivery-timeout} and {@code worker.dead-after}, are at most 10 days.
 *
 * @param roles what this instance does: worker, sweeper, web; default all three. An instance
 *     without the role worker submits records but runs no handler. At least one instance must
 *     sweep.
 * @param migrate whether the library applies its own Liquibase changelog at start; default true.
 *     Set it to false if the application's database user may not create tables, and include
 *     classpath:io/asyncable/migrations/changelog.yaml in your own changelog.
 * @param correlationKey the key in the logging context (MDC) under which the application keeps the
 *     correlation id of its log lines; default correlationId. The engine keeps the id of a
 *     submission with its record, sets it in the MDC of every attempt, and sends up to 200
 *     characters of it in the message header correlation-id. An empty value turns this off.
 * @param kafka topics, groups and delivery
 * @param worker heartbeats, dead workers and shutdown
 * @param database how long the engine waits for PostgreSQL
 * @param sweep the timers
 * @param history how much of the attempt history is kept
 * @param queues the queues by name; the queue default exists without being configured
 * @param defaults the policy for every type that sets no value of its own
 * @param types the policy of each process type by name. A value that is not set comes from the
 *     type's preset, then from asyncable.defaults.
 */
@ConfigurationProperties("asyncable")
public record AsyncableProperties(
    @DefaultValue({"worker", "sweeper", "web"}) Set<Role> roles,
    @DefaultValue("true") boolean migrate,
    @DefaultValue("correlationId") String correlationKey,
    @DefaultValue Kafka kafka,
    @DefaultValue Worker worker,
    @DefaultValue Database database,
    @DefaultValue Sweep sweep,
    @DefaultValue HistorySettings history,
    @DefaultValue Map<String, Queue> queues,
    @DefaultValue Type defaults,
    @DefaultValue Map<String, Type> types) {

  private static final Duration LONGEST_WAIT = Duration.ofDays(10);

  /** What an instance does. */
  public enum Role {
    WORKER,
    SWEEPER,
    WEB
  }

  /** How messages are delivered to this application's group. */
  public enum GroupType {
    /** Asks the cluster: share groups where it has them, consumer groups otherwise. */
    AUTO,
    SHARE,
    CONSUMER
  }

  /**
   * @param groupType the kind of Kafka group: auto, share or consumer; default auto, which uses
   *     share groups if the cluster has them
   * @param topicPrefix what precedes the queue's name in the names of topics and groups; default
   *     asyncable.jobs. with a dot at the end. Applications that share a cluster and a prefix read
   *     and skip each other's messages, so give each its own prefix.
   * @param createTopics whether the engine creates missing topics, at start and later; default
   *     true. If false, a missing topic stops the start. If Kafka is away at start, or a topic is
   *     deleted later, the log and the health endpoint name the missing topic, and submissions wait
   *     in their rows.
   * @param partitions number of partitions of a created topic; default 1 with share groups, because
   *     all instances read the one partition and the partitions of a dead instance stay unread for
   *     up to 45 s; default 4 with consumer groups, where no more instances than partitions work
   * @param replicationFactor number of replicas of a created topic; default -1, the broker's own
   *     default
   * @param retention how long a created topic keeps messages; default 7 days. If a backlog lasts
   *     longer, its messages are published again; no work is lost.
   * @param buffer number of submissions that may wait for the producer; default 100,000. The
   *     sweeper publishes what does not fit.
   * @param deliveryTimeout how long the producer tries to send a message before the sweeper takes
   *     over; default 5 s. Must be below asyncable.sweep.grace.
   */
  public record Kafka(
      @DefaultValue("auto") GroupType groupType,
      @DefaultValue("asyncable.jobs.") String topicPrefix,
      @DefaultValue("true") boolean createTopics,
      @Nullable Integer partitions,
      @DefaultValue("-1") short replicationFactor,
      @DefaultValue("7d") Duration retention,
      @DefaultValue("100000") int buffer,
      @DefaultValue("5s") Duration deliveryTimeout) {

    public Kafka {
      named(topicPrefix, "asyncable.kafka.topic-prefix");
      require(
          partitions == null || partitions > 0, "asyncable.kafka.partitions must be at least 1");
      require(buffer > 0, "asyncable.kafka.buffer must be at least 1");
      DurationSetting.require("asyncable.kafka.retention", retention);
      bounded("asyncable.kafka.delivery-timeout", deliveryTimeout);
    }
  }

  /**
   * @param name the name of this instance in history and pages; default the host's name and the
   *     process id
   * @param heartbeat how often a worker reports that it is alive; default 1 s
   * @param deadAfter how long a worker must be silent before others may declare it dead; default 5
   *     s, at least three heartbeats. A lower value finds a crash sooner, a higher value tolerates
   *     longer pauses of the JVM.
   * @param shutdownTimeout how long handlers may continue at shutdown before they are interrupted
   *     and their records given back; default 20 s
   * @param maxClockOffset how far this machine's clock may differ from the database's clock at
   *     start; default 1 min. A larger difference stops the start. The engine corrects smaller
   *     differences; logs and other software do not.
   * @param quarantineAfter number of lost attempts after which a record expires because it seems to
   *     kill its worker; default 3, at least 2. From the second loss on the record runs alone.
   */
  public record Worker(
      @Nullable String name,
      @DefaultValue("1s") Duration heartbeat,
      @DefaultValue("5s") Duration deadAfter,
      @DefaultValue("20s") Duration shutdownTimeout,
      @DefaultValue("1m") Duration maxClockOffset,
      @DefaultValue("3") int quarantineAfter) {

    public Worker {
      DurationSetting.require("asyncable.worker.heartbeat", heartbeat);
      bounded("asyncable.worker.dead-after", deadAfter);
      require(
          deadAfter.compareTo(heartbeat.multipliedBy(3)) >= 0,
          "asyncable.worker.dead-after must be at least three times asyncable.worker.heartbeat");
      DurationSetting.require(
          "asyncable.worker.shutdown-timeout",
          shutdownTimeout,
          Duration.ZERO,
          DurationSetting.LONGEST);
      DurationSetting.require("asyncable.worker.max-clock-offset", maxClockOffset);
      require(quarantineAfter >= 2, "asyncable.worker.quarantine-after must be at least 2");
    }
  }

  /**
   * How long the engine's own statements may take. Statements of handlers and of the application
   * are not limited. If a connection falls silent during one of them, only the driver's {@code
   * socketTimeout} ends the wait; unless it is set, the wait lasts for ever.
   *
   * @param statementTimeout how long a statement that moves records may take before it is canceled
   *     and tried again, whether it is slow, locked or unanswered; default 10 s. The engine gives
   *     up a connection on which nothing arrives for twice as long. A lower value recovers sooner
   *     from a lost connection. If the value is too low, a slow server finishes no statement.
   * @param readTimeout how long a read of pages and reports, or a statement that prunes the
   *     history, may take; default 1 min
   * @param unwritableAfter how long a worker that can write none of its outcomes waits before it
   *     takes a new epoch, so that other workers take over its records; default 30 s
   */
  public record Database(
      @DefaultValue("10s") Duration statementTimeout,
      @DefaultValue("1m") Duration readTimeout,
      @DefaultValue("30s") Duration unwritableAfter) {

    public Database {
      bounded("asyncable.database.statement-timeout", statementTimeout);
      bounded("asyncable.database.read-timeout", readTimeout);
      bounded("asyncable.database.unwritable-after", unwritableAfter);
    }
  }

  /**
   * @param interval how often the sweeper looks for due records; default 1 s
   * @param grace how long a published record may take to begin before the sweeper looks at it;
   *     default 10 s. Must be above asyncable.kafka.delivery-timeout.
   */
  public record Sweep(@DefaultValue("1s") Duration interval, @DefaultValue("10s") Duration grace) {

    public Sweep {
      DurationSetting.require("asyncable.sweep.interval", interval);
      DurationSetting.require("asyncable.sweep.grace", grace);
    }
  }

  /**
   * @param perRecord number of history entries kept per record; default 100
   * @param retention how long history entries are kept; default 90 d. Pages, statistics of errors
   *     and a record's timeline reach back no further. Must be longer than the window of any
   *     process type, because the failures of a submission are counted from its entries.
   */
  public record HistorySettings(
      @DefaultValue("100") int perRecord, @DefaultValue("90d") Duration retention) {

    public HistorySettings {
      DurationSetting.require("asyncable.history.retention", retention);
      require(perRecord > 0, "asyncable.history.per-record must be at least 1");
    }
  }

  /**
   * @param concurrency how many attempts of this queue one instance runs at the same time; default
   *     16
   * @param prefetch how many records one instance may claim ahead, beside one poll, while they wait
   *     for a thread; default 0. Raise it for handlers that take a few milliseconds. With slow
   *     handlers it keeps work from other instances.
   * @param consumers number of Kafka consumers per instance; default 1
   */
  public record Queue(
      @DefaultValue("16") int concurrency,
      @DefaultValue("0") int prefetch,
      @DefaultValue("1") int consumers) {

    /** All defaults. */
    public static final Queue DEFAULT = new Queue(16, 0, 1);

    public Queue {
      require(concurrency > 0, "asyncable.queues.*.concurrency must be at least 1");
      require(prefetch >= 0, "asyncable.queues.*.prefetch must not be negative");
      require(consumers > 0, "asyncable.queues.*.consumers must be at least 1");
    }
  }

  /** Known bundles of policy values. */
  public enum Preset {
    /** Exponential from 10 s, doubling, at most 3 h apart, for 4 days. */
    STANDARD,
    /** Every 3 h for 4 days, at most 100 records a pass. */
    CASEFLOW
  }

  /**
   * The policy of a process type. A null value comes from the preset or from {@code
   * asyncable.defaults}.
   *
   * @param preset the preset that gives the values that are not set: standard or caseflow; default
   *     standard
   * @param queue the queue that carries the type's records; default default
   * @param window how long after submission the engine keeps trying; default 4 d (preset standard)
   * @param retryInterval the delay after the first failure; default 10 s (preset standard)
   * @param multiplier factor from one delay to the next; default 2 (preset standard). With 1 the
   *     delay stays the same.
   * @param maxRetryInterval the longest delay; default 3 h (preset standard)
   * @param jitter share by which a delay is lengthened at random, 0 to 1; default 0.1 (preset
   *     standard)
   * @param maxFailures number of failed attempts after which the engine gives up; default no limit
   * @param sweepLimit number of records that a sweeper takes per pass; default 1000 (preset
   *     standard)
   * @param transactionSize how many first attempts of a transactional handler may share one
   *     transaction when many wait; default 1 (preset standard). The transaction takes effect for
   *     all of them or for none. After a failure each attempt runs again in a transaction of its
   *     own, so sharing changes no outcome. Raise the value, for example to 50, for handlers that
   *     take a millisecond or two and write little besides their own record. Records stay locked,
   *     and everything after the commit waits, until the last handler of the group has ended.
   *     Groups that write to the same other rows may deadlock. If a handler does not use the
   *     transaction for 2 s, for example while it waits for a row that the group holds, the group
   *     ends, and the type shares no more transactions on that instance. The setting stops the
   *     start if the type's handler is not transactional.
   * @param permanent exception classes, with their subclasses, after which the engine gives up at
   *     once; default none
   * @param transientErrors exception classes that are retried although a class in permanent
   *     includes them; default none
   * @param services names of the Resilience4j breakers, rate limiters, bulkheads and time limiters
   *     that guard the type; default none. An instance with the type's name always applies.
   */
  public record Type(
      @Nullable Preset preset,
      @Nullable String queue,
      @Nullable Duration window,
      @Nullable Duration retryInterval,
      @Nullable Double multiplier,
      @Nullable Duration maxRetryInterval,
      @Nullable Double jitter,
      @Nullable Integer maxFailures,
      @Nullable Integer sweepLimit,
      @Nullable Integer transactionSize,
      @Nullable List<Class<? extends Throwable>> permanent,
      @Nullable List<Class<? extends Throwable>> transientErrors,
      @Nullable List<String> services) {

    /** Sets nothing. */
    public static final Type NONE =
        new Type(null, null, null, null, null, null, null, null, null, null, null, null, null);

    public Type {
      require(multiplier == null || multiplier >= 1, "multiplier must be at least 1");
      require(jitter == null || (jitter >= 0 && jitter <= 1), "jitter must be from 0 to 1");
      require(maxFailures == null || maxFailures > 0, "max-failures must be at least 1");
      require(sweepLimit == null || sweepLimit > 0, "sweep-limit must be at least 1");
      require(
          transactionSize == null || transactionSize > 0, "transaction-size must be at least 1");
      exceptions(permanent, "permanent");
      exceptions(transientErrors, "transient-errors");
    }

    /** Here it is not known whose they are. */
    private void requireDurations(String owner) {
      DurationSetting.require(owner + ".window", window);
      DurationSetting.require(owner + ".retry-interval", retryInterval);
      DurationSetting.require(owner + ".max-retry-interval", maxRetryInterval);
    }
  }

  public AsyncableProperties {
    require(!roles.isEmpty(), "asyncable.roles must name at least one of worker, sweeper, web");
    queues.keySet().forEach(name -> named(name, "asyncable.queues." + name));
    defaults.requireDurations("asyncable.defaults");
    types.forEach((name, type) -> type.requireDurations("asyncable.types." + name));
    require(
        kafka.deliveryTimeout().compareTo(sweep.grace()) < 0,
        "asyncable.kafka.delivery-timeout must be below asyncable.sweep.grace, or the sweeper"
            + " publishes records that the producer still holds");
  }

  /** Whether this instance has that role. */
  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** The settings of a queue; those that are not configured have the defaults. */
  public Queue queue(String name) {
    return queues.getOrDefault(name, Queue.DEFAULT);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ".");
    }
  }

  /** Topic names and queue names become parts of Kafka's topic names. */
  private static void named(String part, String setting) {
    require(
        part.matches("[a-zA-Z0-9._-]{1,100}"),
        "%s is '%s'. It must have 1 to 100 characters: letters, digits, '.', '_' and '-' only"
            .formatted(setting, part));
  }

  /** Spring's binder accepts any class, even if the setting asks for exceptions. */
  private static void exceptions(
      @Nullable List<Class<? extends Throwable>> classes, String setting) {
    if (classes != null) {
      for (Class<?> each : classes) {
        require(
            Throwable.class.isAssignableFrom(each),
            "%s names %s, which is not an exception class".formatted(setting, each.getName()));
      }
    }
  }

  /** Drivers count in milliseconds up to 24 days, and some wait twice as long. */
  private static void bounded(String setting, Duration duration) {
    DurationSetting.require(setting, duration, DurationSetting.SHORTEST, LONGEST_WAIT);
  }
}
