package io.asyncable.explain;

import io.asyncable.AsyncableProperties.Role;
import io.asyncable.explain.HealthReport.Kind;
import io.asyncable.explain.HealthReport.Problem;
import io.asyncable.move.SweepSettings;
import io.asyncable.queue.Lane;
import io.asyncable.queue.QueuePause;
import io.asyncable.text.TimedText;
import io.asyncable.text.Times;
import io.asyncable.type.ProcessType;
import io.asyncable.worker.Troubles.Trouble;
import io.asyncable.worker.Troubles.Work;
import io.asyncable.worker.WorkerInfo;
import io.asyncable.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes what is wrong with the engine and what to do about it, the worst first. */
final class HealthProblems {

  /** A message that waits longer shows that the workers do not keep up. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(15);

  private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);

  private final WaitingRecords waiting;
  private final Duration largestOffset;
  private final Duration longestPause;

  HealthProblems(WaitingRecords waiting, WorkerSettings worker, SweepSettings sweep) {
    this.waiting = waiting;
    this.largestOffset = worker.maxClockOffset();
    Duration several = sweep.interval().multipliedBy(10);
    this.longestPause = several.compareTo(SHORTEST_SILENCE) > 0 ? several : SHORTEST_SILENCE;
  }

  List<Problem> in(Situation situation, Concern concern) {
    return Stream.of(
            kafka(situation).stream(),
            concern.queues().stream().flatMap(queue -> queue(queue, situation).stream()),
            troubles(situation, concern),
            sweepers(situation),
            clocks(situation),
            breakers(situation, concern),
            versions(situation).stream())
        .flatMap(problems -> problems)
        .toList();
  }

  private static Optional<Problem> kafka(Situation situation) {
    KafkaView kafka = situation.kafka();
    TimedText silent = TimedText.of("Kafka has not answered ").since(kafka.since()).and(".");
    return kafka.reachable()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                silent,
                "Submissions wait in their rows, and nothing is lost. Check the brokers and the"
                    + " network; the engine will continue by itself.",
                Kind.KAFKA,
                null,
                silent));
  }

  private Optional<Problem> queue(String queue, Situation situation) {
    Optional<QueuePause> pause = situation.obstacles().pause(queue);
    if (pause.isPresent()) {
      return Optional.of(
          new Problem(
              Blocked.words(pause.get()),
              "Its records wait until somebody resumes it.",
              Kind.QUEUE_PAUSED,
              queue,
              TimedText.of("The queue %s was paused by %s ".formatted(queue, pause.get().by()))
                  .at(pause.get().since())
                  .and(". Its records wait until somebody resumes it.")));
    } else if (!situation.instances().somebodyConsumes(queue)) {
      return Optional.of(
          new Problem(
              TimedText.of("No worker consumes the queue %s.".formatted(queue)),
              "Start an instance with the role worker.",
              Kind.NOBODY_CONSUMES,
              queue,
              TimedText.of(
                  "No worker consumes the queue %s. Start an instance with the role worker."
                      .formatted(queue))));
    }
    return situation.kafka().lanes().stream()
        .filter(lane -> lane.queue().equals(queue))
        .map(lane -> lane.depth().oldest())
        .filter(Objects::nonNull)
        .filter(oldest -> oldest.plus(LONG_WAIT).isBefore(situation.now()))
        .min(Instant::compareTo)
        .map(oldest -> backlog(queue, oldest));
  }

  private static Problem backlog(String queue, Instant oldest) {
    TimedText late =
        TimedText.of(
                "The workers of the queue %s do not keep up: its oldest message has waited "
                    .formatted(queue))
            .since(oldest)
            .and(".");
    return new Problem(
        late,
        "Start more workers, or raise asyncable.queues.%s.concurrency.".formatted(queue),
        Kind.BACKLOG,
        queue,
        late);
  }

  private static Stream<Problem> troubles(Situation situation, Concern concern) {
    return situation.instances().troubles().stream()
        .filter(trouble -> concern.isAll() || isAbout(concern, trouble))
        .map(trouble -> trouble(trouble, situation));
  }

  private static Problem trouble(Trouble trouble, Situation situation) {
    String worker =
        situation
            .instances()
            .worker(trouble.worker())
            .map(WorkerInfo::name)
            .orElse("the worker with the epoch " + trouble.worker());
    return new Problem(
        TimedText.of("%s has failed on %s ".formatted(trouble.words(), worker))
            .since(trouble.since())
            .and(": " + trouble.reason()),
        trouble.work().advice(),
        Kind.TROUBLE,
        null,
        TimedText.of(trouble.words() + " has failed ").since(trouble.since()));
  }

  private static boolean isAbout(Concern concern, Trouble trouble) {
    return trouble.work() == Work.CONSUME
        ? concern.queues().stream()
            .flatMap(queue -> Stream.of(Lane.values()).map(lane -> lane.topic(queue)))
            .anyMatch(trouble.type()::equals)
        : concern.wanted().stream().anyMatch(type -> type.name().equals(trouble.type()));
  }

  private Stream<Problem> sweepers(Situation situation) {
    if (!situation.instances().somebodySweeps()) {
      return Stream.of(
          new Problem(
              TimedText.of("No sweeper is running."),
              "Retries, scheduled records and the work of dead workers stay where they are. Start"
                  + " an instance with the role sweeper.",
              Kind.SWEEPER,
              null,
              TimedText.of("No sweeper is running. Start an instance with the role sweeper.")));
    }
    return situation
        .instances()
        .living()
        .filter(worker -> worker.has(Role.SWEEPER))
        .filter(worker -> standsStill(worker, situation))
        .map(
            worker ->
                new Problem(
                    TimedText.of(
                            "The sweeper of %s makes no progress: its last pass ended "
                                .formatted(worker.name()))
                        .at(lastSweep(worker, situation))
                        .and("."),
                    "Other sweepers do its work. If there are no others, restart the instance.",
                    Kind.SWEEPER,
                    null,
                    TimedText.of("The sweeper of %s has made no progress ".formatted(worker.name()))
                        .since(lastSweep(worker, situation))));
  }

  private boolean standsStill(WorkerInfo worker, Situation situation) {
    return lastSweep(worker, situation).plus(longestPause).isBefore(situation.now());
  }

  /** When the latest sweep of the worker ended; before its first sweep, when the worker started. */
  private static Instant lastSweep(WorkerInfo worker, Situation situation) {
    return situation
        .instances()
        .lastSweep(worker)
        .map(pass -> pass.endedAt())
        .orElse(worker.startedAt());
  }

  private Stream<Problem> clocks(Situation situation) {
    return situation
        .instances()
        .living()
        .filter(worker -> isFarOff(worker.clockOffset()))
        .map(
            worker ->
                new Problem(
                    TimedText.of(
                        "The clock of %s differs from the database's clock by %s."
                            .formatted(
                                worker.name(),
                                Times.length(Objects.requireNonNull(worker.clockOffset()).abs()))),
                    "The engine corrects this; logs and other software do not. Synchronize the"
                        + " clocks (NTP).",
                    Kind.CLOCK,
                    null,
                    TimedText.of("The clock of %s is wrong".formatted(worker.name()))));
  }

  private boolean isFarOff(@Nullable Duration offset) {
    return offset != null && offset.abs().compareTo(largestOffset) > 0;
  }

  private Stream<Problem> breakers(Situation situation, Concern concern) {
    return situation.obstacles().breakers().stream()
        .map(OpenBreaker::service)
        .distinct()
        .filter(service -> concern.isAll() || concern.wanted().stream().anyMatch(needs(service)))
        .flatMap(service -> situation.obstacles().breaker(List.of(service)).stream())
        .map(
            breaker ->
                new Problem(
                    TimedText.of("The circuit breaker %s has been ".formatted(breaker.service()))
                        .and(breaker.words())
                        .and("%s.".formatted(held(breaker.service(), situation, concern))),
                    breaker.state().equals("forced_open")
                        ? "Somebody has forced it open. Its records wait until somebody closes it"
                            + " again, on each worker that the page of breakers names."
                        : "Check the service behind it; the held records will continue by"
                            + " themselves.",
                    Kind.BREAKER,
                    breaker.service(),
                    brief(breaker, situation, concern)));
  }

  private TimedText brief(OpenBreaker breaker, Situation situation, Concern concern) {
    String service = breaker.service();
    String records =
        isWhole(service, concern)
            ? waits(waiting.needing(service, situation.now()))
            : "Its records wait";
    if (breaker.state().equals("forced_open")) {
      return TimedText.of("The breaker %s has been forced open ".formatted(service))
          .since(breaker.since())
          .and(". %s until somebody closes it.".formatted(records));
    }
    TimedText down =
        TimedText.of("%s has been down ".formatted(service))
            .since(breaker.since())
            .and(". " + records);
    return breaker.probeAt() == null
        ? down.and("; probes are running.")
        : down.and("; next probe ").ahead(breaker.probeAt()).and(".");
  }

  private static String waits(long records) {
    return WaitingRecords.words(records) + (records == 1 ? " waits" : " wait");
  }

  private Predicate<ProcessType> needs(String service) {
    return type -> waiting.services(type).anyMatch(service::equals);
  }

  /**
   * The number of held records; empty if some of them are of types that the reader did not ask
   * about.
   */
  private String held(String service, Situation situation, Concern concern) {
    return isWhole(service, concern)
        ? ", with %s held"
            .formatted(WaitingRecords.words(waiting.needing(service, situation.now())))
        : "";
  }

  private boolean isWhole(String service, Concern concern) {
    return concern.types().all().stream()
        .filter(needs(service))
        .allMatch(concern.wanted()::contains);
  }

  private static Optional<Problem> versions(Situation situation) {
    List<String> versions =
        situation
            .instances()
            .living()
            .map(WorkerInfo::version)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return versions.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Problem(
                TimedText.of(
                    "Instances run different versions of the library: %s."
                        .formatted(String.join(", ", versions))),
                "This is normal while you roll out a new version; otherwise update the older"
                    + " instances.",
                Kind.VERSIONS,
                null,
                TimedText.of("Instances run different versions of the library")));
  }
}
