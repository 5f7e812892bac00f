package io.asyncable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the engine, under {@code asyncable}.
 *
 * @param roles what this instance does; default {@code worker, sweeper, web}. An instance without
 *     {@code worker} submits but runs no handler; at least one instance must sweep.
 * @param migrate whether the library applies its own Liquibase changelog at start; default true.
 *     Turn it off where the application's user may not create tables, and include {@code
 *     classpath:io/asyncable/migrations/changelog.yaml} in your own changelog.
 * @param correlationKey the key of the logging context (MDC) that holds the id by which the
 *     application correlates its log lines; default {@code correlationId}. The id of a submission
 *     is kept with the record, stands in the MDC of every attempt, and travels in the messages'
 *     header {@code correlation-id}, at most 200 characters of it. Empty carries none.
 * @param kafka topics, groups and delivery
 * @param worker heartbeats, death and shutdown
 * @param database how long the engine waits for PostgreSQL
 * @param sweep the timers
 * @param history how much of what failed is kept
 * @param messages what submitting users are told
 * @param alerts how it is told that records expired
 * @param web the pages under {@code /jobs}
 * @param queues the queues by name; {@code default} exists without being named
 * @param defaults the policy of types that set none
 * @param types the policy of each process type by name; what is not set comes from its preset, then
 *     from {@code defaults}
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
    @DefaultValue Messages messages,
    @DefaultValue Alerts alerts,
    @DefaultValue Web web,
    @DefaultValue Map<String, Queue> queues,
    @DefaultValue Type defaults,
    @DefaultValue Map<String, Type> types) {

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
   * @param groupType share groups or consumer groups; default {@code auto}
   * @param topicPrefix before the queue's name in topic and group; default {@code asyncable.jobs.}.
   *     Applications that share a cluster and a prefix read each other's messages and pass over
   *     them; different ones spare that.
   * @param createTopics whether missing topics are created, at start and whenever one is found
   *     missing; default true. Without, a missing topic stops the start; where Kafka is away at
   *     start, or a topic is deleted later, the log and the health endpoint name it and submissions
   *     wait in their rows.
   * @param partitions partitions of a created topic; default 1 with share groups, where all
   *     instances read one partition and those of a dead instance stay unread for up to 45 s, and 4
   *     with consumer groups, where no more instances than this take part
   * @param replicationFactor of a created topic; default -1, the broker's own default
   * @param retention how long a created topic keeps messages; default 7 days. Shorter than a
   *     backlog lasts costs republishing, never work.
   * @param buffer submissions that may wait for the producer; default 100,000. What does not fit is
   *     published by the sweeper.
   * @param deliveryTimeout how long the producer tries before the sweeper takes over; default 5 s;
   *     must be below {@code asyncable.sweep.grace}
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
      positive(retention, "asyncable.kafka.retention");
      positive(deliveryTimeout, "asyncable.kafka.delivery-timeout");
    }
  }

  /**
   * @param name how history and pages call this instance; default the host's name and process id
   * @param heartbeat how often a worker says that it lives; default 1 s
   * @param deadAfter silence after which others may declare it dead; default 5 s, at least three
   *     heartbeats. Lower finds a crash sooner, higher bears longer pauses of the JVM.
   * @param shutdownTimeout how long handlers may go on at shutdown before they are interrupted and
   *     their records given back; default 20 s
   * @param maxClockOffset how far this machine's clock may be from the database's at start; default
   *     1 min. The engine corrects smaller offsets; logs and other software do not.
   * @param quarantineAfter lost attempts after which a record is expired as one that kills its
   *     worker; default 3, at least 2. From the second loss on it runs alone.
   */
  public record Worker(
      @Nullable String name,
      @DefaultValue("1s") Duration heartbeat,
      @DefaultValue("5s") Duration deadAfter,
      @DefaultValue("20s") Duration shutdownTimeout,
      @DefaultValue("1m") Duration maxClockOffset,
      @DefaultValue("3") int quarantineAfter) {

    public Worker {
      positive(heartbeat, "asyncable.worker.heartbeat");
      require(
          deadAfter.compareTo(heartbeat.multipliedBy(3)) >= 0,
          "asyncable.worker.dead-after must be at least three times asyncable.worker.heartbeat");
      require(!shutdownTimeout.isNegative(), "asyncable.worker.shutdown-timeout is negative");
      positive(maxClockOffset, "asyncable.worker.max-clock-offset");
      require(quarantineAfter >= 2, "asyncable.worker.quarantine-after must be at least 2");
    }
  }

  /**
   * How long the engine's own statements may take. Those of handlers and of the application are not
   * touched: a connection that falls silent under one of them is waited for as long as {@code
   * socketTimeout} of the driver says, which is for ever unless it is set.
   *
   * @param statementTimeout after which a statement that moves records is canceled and tried again,
   *     be it slow, locked or unanswered; default 10 s. A connection on which nothing arrives for
   *     twice as long is given up. Lower heals a lost connection sooner; too low, a slow server
   *     finishes nothing any more.
   * @param readTimeout the same of what pages and reports read and of the keeping of history;
   *     default 1 min
   * @param unwritableAfter how long a worker that can write none of its outcomes waits before it
   *     takes a new epoch, so that other workers take over what it holds; default 30 s
   */
  public record Database(
      @DefaultValue("10s") Duration statementTimeout,
      @DefaultValue("1m") Duration readTimeout,
      @DefaultValue("30s") Duration unwritableAfter) {

    public Database {
      positive(statementTimeout, "asyncable.database.statement-timeout");
      positive(readTimeout, "asyncable.database.read-timeout");
      positive(unwritableAfter, "asyncable.database.unwritable-after");
    }
  }

  /**
   * @param interval how often the sweeper looks; default 1 s
   * @param grace how long a published record may take to begin before the sweeper looks at it;
   *     default 10 s; must be above {@code asyncable.kafka.delivery-timeout}
   */
  public record Sweep(@DefaultValue("1s") Duration interval, @DefaultValue("10s") Duration grace) {

    public Sweep {
      positive(interval, "asyncable.sweep.interval");
      positive(grace, "asyncable.sweep.grace");
    }
  }

  /**
   * @param perRecord entries kept per record; default 100
   * @param retention how long entries are kept; default 90 d. Pages, statistics of errors and a
   *     record's timeline reach back no further. Must be longer than any {@code window}, for the
   *     failures of a submission are counted from its entries.
   */
  public record HistorySettings(
      @DefaultValue("100") int perRecord, @DefaultValue("90d") Duration retention) {

    public HistorySettings {
      positive(retention, "asyncable.history.retention");
      require(perRecord > 0, "asyncable.history.per-record must be at least 1");
    }
  }

  /**
   * What the users who submitted records are told, in the inbox under {@code /jobs/inbox}.
   *
   * @param failingAfter how long after its submission a record that is still failing is told of;
   *     default 1 d. A lower value tells of failures that pass by themselves.
   * @param interval how often the sweepers look for what must be told; default 1 min
   */
  public record Messages(
      @DefaultValue("1d") Duration failingAfter, @DefaultValue("1m") Duration interval) {

    public Messages {
      positive(failingAfter, "asyncable.messages.failing-after");
      positive(interval, "asyncable.messages.interval");
    }
  }

  /**
   * What every {@link AlertChannel} is told when the engine gives records up, or does not get on.
   *
   * @param interval how long expiries of one process type are gathered into one alert after the
   *     last one; default 1 min. The first after a quiet time is told within 15 s. Lower sends more
   *     alerts of an outage, higher tells later of it.
   * @param troubleAfter how long an instance must not have got on with some of its work until that
   *     is told; default 1 min. Lower tells of what passes by itself.
   */
  public record Alerts(
      @DefaultValue("1m") Duration interval, @DefaultValue("1m") Duration troubleAfter) {

    public Alerts {
      positive(interval, "asyncable.alerts.interval");
      positive(troubleAfter, "asyncable.alerts.trouble-after");
    }
  }

  /**
   * @param layout the template whose fragment {@code header} stands at the top of every page, for
   *     the application's own links and logout; default the library's, which links to the list only
   * @param access who may use the pages; nobody may by default, and then the start stops
   * @param bulkRate records a second that a worker restarts, cancels or retries for a bulk action;
   *     default 100. Each is a transaction; more bring the external services their load sooner.
   */
  public record Web(
      @DefaultValue("asyncable/layout") String layout,
      @DefaultValue AccessSettings access,
      @DefaultValue("100") int bulkRate) {

    public Web {
      require(bulkRate > 0, "asyncable.web.bulk-rate must be at least 1");
    }
  }

  /**
   * Who may do what under {@code /jobs} and {@code /api}, by the authorities that Spring Security
   * gives a user, such as {@code ROLE_OPERATOR}.
   *
   * @param open whether everybody, signed in or not, may do everything; default false. For a
   *     network that only operators reach; the start says so in the log.
   * @param operator authorities that may do everything
   * @param viewer authorities that may see lists and records ({@link Permission#VIEWER})
   * @param own authorities that may see what the user submitted ({@link Permission#OWN})
   * @param permissions authorities that have one permission besides, such as {@code view-error}
   * @param types what holds for one process type, in place of all of the above; never grants {@link
   *     Permission#OF_NO_TYPE}
   */
  public record AccessSettings(
      @DefaultValue("false") boolean open,
      @DefaultValue Set<String> operator,
      @DefaultValue Set<String> viewer,
      @DefaultValue Set<String> own,
      @DefaultValue Map<Permission, Set<String>> permissions,
      @DefaultValue Map<String, Grants> types) {

    /** Whether nobody may do anything. */
    public boolean isEmpty() {
      return grants().isEmpty() && types.values().stream().allMatch(Grants::isEmpty);
    }

    /** What holds for the types that have no settings of their own. */
    public Grants grants() {
      return new Grants(operator, viewer, own, permissions);
    }
  }

  /** The authorities that have each of the three presets, and single permissions besides. */
  public record Grants(
      @DefaultValue Set<String> operator,
      @DefaultValue Set<String> viewer,
      @DefaultValue Set<String> own,
      @DefaultValue Map<Permission, Set<String>> permissions) {

    /** Whether nobody has any. */
    public boolean isEmpty() {
      return operator.isEmpty()
          && viewer.isEmpty()
          && own.isEmpty()
          && permissions.values().stream().allMatch(Set::isEmpty);
    }
  }

  /**
   * @param concurrency attempts of this queue that one instance runs side by side; default 16
   * @param prefetch records that may be claimed ahead and wait for a thread, beside one poll;
   *     default 0. Raise it for handlers of a few milliseconds; with slow ones it keeps work from
   *     other instances.
   * @param consumers Kafka consumers per instance; default 1
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
   * The policy of a process type; what is null comes from elsewhere.
   *
   * @param preset where values that are not set come from; default {@code standard}
   * @param queue the queue that carries it; default {@code default}
   * @param window how long after submission the engine goes on trying; {@code standard}: 4 d
   * @param retryInterval the first delay after a failure; {@code standard}: 10 s
   * @param multiplier factor from one delay to the next; {@code standard}: 2; 1 keeps it fixed
   * @param maxRetryInterval the longest delay; {@code standard}: 3 h
   * @param jitter share by which a delay is lengthened at random, 0 to 1; {@code standard}: 0.1
   * @param maxFailures failed attempts after which the engine gives up; default none
   * @param sweepLimit records a sweeper takes per pass; {@code standard}: 1000
   * @param transactionSize first attempts of a {@code @Transactional} handler that may share one
   *     transaction when many wait; {@code standard}: 1. All of them take effect or none, and after
   *     a failure each runs again in a transaction of its own, so it changes no outcome. Raise it,
   *     to 50 say, for handlers of a millisecond or two that write to little else than their own
   *     record: records are locked, and what follows the commit is held up, until the last handler
   *     of the group has ended, and groups that write to the same other rows may deadlock. A
   *     handler that does not use the transaction for 2 s, as while it waits for somebody else or
   *     for a row that the group holds, ends the group, and its type shares no more on that
   *     instance. Set for a type whose handler is not {@code @Transactional}, it stops the start.
   * @param permanent exception classes that give up at once, subclasses included
   * @param transientErrors exception classes that are retried though a class in {@code permanent}
   *     includes them
   * @param services names of the Resilience4j breakers, rate limiters, bulkheads and time limiters
   *     that guard it; an instance named like the type applies without being named
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
      positive(window, "window");
      positive(retryInterval, "retry-interval");
      positive(maxRetryInterval, "max-retry-interval");
      require(multiplier == null || multiplier >= 1, "multiplier must be at least 1");
      require(jitter == null || (jitter >= 0 && jitter <= 1), "jitter must be from 0 to 1");
      require(maxFailures == null || maxFailures > 0, "max-failures must be at least 1");
      require(sweepLimit == null || sweepLimit > 0, "sweep-limit must be at least 1");
      require(
          transactionSize == null || transactionSize > 0, "transaction-size must be at least 1");
      exceptions(permanent, "permanent");
      exceptions(transientErrors, "transient-errors");
    }
  }

  public AsyncableProperties {
    require(!roles.isEmpty(), "asyncable.roles must name at least one of worker, sweeper, web");
    queues.keySet().forEach(name -> named(name, "asyncable.queues." + name));
    require(
        kafka.deliveryTimeout().compareTo(sweep.grace()) < 0,
        "asyncable.kafka.delivery-timeout must be below asyncable.sweep.grace, or the sweeper"
            + " publishes what the producer still holds");
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

  /** Kafka's names of topics, of which these are a part. */
  private static void named(String part, String setting) {
    require(
        part.matches("[a-zA-Z0-9._-]{1,100}"),
        "%s must be of letters, digits, '.', '_' and '-' only, at most 100 of them, and is '%s'"
            .formatted(setting, part));
  }

  /** The binder makes a class of any name, whatever class was asked for. */
  private static void exceptions(
      @Nullable List<Class<? extends Throwable>> classes, String setting) {
    if (classes != null) {
      for (Class<?> each : classes) {
        require(
            Throwable.class.isAssignableFrom(each),
            "%s names %s, which is no exception".formatted(setting, each.getName()));
      }
    }
  }

  private static void positive(@Nullable Duration duration, String name) {
    require(
        duration == null || (!duration.isNegative() && !duration.isZero()),
        name + " must be longer than nothing");
  }
}
