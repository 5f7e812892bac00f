package io.asyncable.explain;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.sweep.Sweeper;
import io.asyncable.test.web.Explained;
import io.asyncable.test.web.Explained.Told;
import io.asyncable.test.web.Invoice;
import io.asyncable.test.web.MortalWorker;
import io.asyncable.test.web.Parcel;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.WorkingSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.TestPropertySource;

/**
 * The reasons of records whose workers are killed, one after the other. Invoices must not be booked
 * twice.
 */
@WorkingSite
@TestPropertySource(
    properties = {
      "asyncable.roles=sweeper,web",
      "asyncable.worker.heartbeat=200ms",
      "asyncable.worker.dead-after=3s",
      "asyncable.queues.default.prefetch=2",
      "asyncable.types.Invoice.when-lost=stop"
    })
class WhyWorkersDieTest {

  @Autowired Asyncables asyncables;
  @Autowired Explained explained;
  @Autowired Rows rows;
  @Autowired Sweeper sweeper;
  @Autowired ConfigurableEnvironment environment;

  @AfterEach
  void clear() {
    if (!sweeper.duty().isRunning()) {
      sweeper.duty().start();
    }
    rows.clear();
  }

  @Test
  void rescuedFromADeadWorkerThenQuarantinedAfterItKilledAnother(@TempDir Path logs)
      throws IOException {
    List<Parcel> parcels = Stream.generate(Parcel::new).limit(6).toList();
    asyncables.submitAll(parcels);
    List<Invoice> invoices =
        LongStream.rangeClosed(1, 6).mapToObj(WhyWorkersDieTest::invoice).toList();
    asyncables.submitAll(invoices);
    try (MortalWorker first = start("first", logs);
        MortalWorker second = start("second", logs)) {
      // Two JVMs start meanwhile, which takes a minute on a busy machine.
      await().atMost(Duration.ofMinutes(3)).until(() -> parcels.stream().allMatch(this::isRunning));
      List<Parcel> killers = parcels.stream().filter(this::isOnFirst).toList();
      assertThat(killers).hasSize(3);

      await().until(() -> invoices.stream().filter(this::isRunning).count() == 2);
      Invoice open = invoices.stream().filter(this::isOnFirst).findFirst().orElseThrow();
      sweeper.duty().stop();
      first.kill();
      Told found =
          explained.await(killers.get(0), "worker_died", "on worker first, which is dead.");
      assertThat(found.next()).isEqualTo("The sweeper will give the record to another worker.");
      assertThat(found.action()).isNull();

      Told dead = explained.await(open, "worker_died", "on worker first, which is dead.");
      assertThat(dead.next())
          .isEqualTo(
              "The sweeper will give the record up, because its call may have been sent and must not be repeated.");

      // The other worker has room for one of them.
      sweeper.duty().start();
      Told unknown = explained.await(open, "outcome_unknown");
      assertThat(unknown.why())
          .startsWith("The call was sent; its outcome is not known. The engine gave up at 20")
          .endsWith(" after 1 attempt: outcome unknown. The attempt ended with Lost.");
      assertThat(unknown.next()).contains("mark the record processed", "keeps its idempotency key");
      assertThat(unknown.action()).isEqualTo("mark-processed");
      assertThat(explained.site().get("/jobs.csv?why=true&reason=outcome_unknown").body())
          .contains("The call was sent; its outcome is not known.");
      await().until(() -> killers.stream().anyMatch(this::isRunning));
      Parcel waits = killers.stream().filter(not(this::isRunning)).findFirst().orElseThrow();
      Told rescued = explained.await(waits, "worker_died", "which is dead; rescued at 20");
      assertThat(rescued.why())
          .matches("Attempt 1 began at 20.* UTC on worker first, which .* UTC\\.");
      assertThat(rescued.next()).isEqualTo("Attempt 2 is due. The next free worker will begin it.");
      assertThat(rescued.action()).isNull();

      Parcel killer = killers.stream().filter(this::isRunning).findFirst().orElseThrow();
      second.kill();
      Told quarantined = explained.await(killer, "quarantined");
      assertThat(quarantined.why())
          .matches(
              "The engine gave up at 20.* UTC after 2 attempts: quarantined, lost its worker"
                  + " 2 times\\. The last attempt ended with Lost\\.");
      assertThat(quarantined.next()).contains("may kill workers again");
      assertThat(quarantined.action()).isEqualTo("restart");
      await().until(() -> invoices.stream().filter(this::isUnknown).count() == 2);
      assertThat(begun(logs)).hasSize(2).doesNotHaveDuplicates();
    }
  }

  private MortalWorker start(String name, Path logs) {
    return MortalWorker.start(name, environment, logs.resolve(name + ".log"));
  }

  private static Invoice invoice(long id) {
    Invoice invoice = new Invoice();
    invoice.id = id;
    return invoice;
  }

  private boolean isRunning(Object record) {
    return explained.read(record).reason().equals("running");
  }

  private boolean isUnknown(Invoice invoice) {
    return explained.read(invoice).reason().equals("outcome_unknown");
  }

  /** The invoices whose handlers have begun on the two workers. */
  private static List<String> begun(Path logs) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(logs.resolve("first.log")));
    lines.addAll(Files.readAllLines(logs.resolve("second.log")));
    return lines.stream().filter(line -> line.startsWith(MortalWorker.BEGUN)).toList();
  }

  private boolean isOnFirst(Object record) {
    return explained.read(record).why().matches("Running on worker first since .*\\(attempt 1.*");
  }
}
