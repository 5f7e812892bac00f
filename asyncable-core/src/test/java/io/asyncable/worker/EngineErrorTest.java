package io.asyncable.worker;

import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.FaultPoint.Step;
import io.asyncable.test.engine.EngineTest;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Letters;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * A machine without a thread or a byte to spare, for a moment: none of the engine's threads ends.
 */
@EngineTest
@TestPropertySource(properties = "asyncable.sweep.interval=100ms")
@Import({EngineErrorTest.Faults.class, EngineErrorTest.FaultyListener.class})
class EngineErrorTest {

  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired Faults faults;
  @Autowired FaultyListener listener;
  @Autowired MeterRegistry meters;
  @Autowired JdbcClient jdbc;

  @ParameterizedTest
  @EnumSource(names = {"POLLED", "CLAIMED", "ACKNOWLEDGED"})
  void aConsumerGoesOn(Step step) {
    faults.once(step);
    Letter letter = submitted();
    awaitState(letter, State.PROCESSED);
    await().until(() -> faults.left.isEmpty());
  }

  /** The producer's own thread ends by it, and with it the answers to whatever is published. */
  @Test
  void thePublisherGoesOn() {
    faults.once(Step.PUBLISHED);
    Letter letter = submitted();
    await().until(() -> faults.left.isEmpty());
    Letter unanswered = submitted();
    awaitState(letter, State.PROCESSED);
    awaitState(unanswered, State.PROCESSED);
  }

  @Test
  void theCompleterGoesOn() {
    faults.once(Step.COMPLETED);
    submitted();
    await().until(() -> faults.left.isEmpty());
    awaitState(submitted(), State.PROCESSED);
  }

  @Test
  void theSweeperGoesOn() {
    AtomicInteger counted = new AtomicInteger();
    meters
        .config()
        .onMeterAdded(
            meter -> {
              if ("asyncable.swept".equals(meter.getId().getName())
                  && "expired".equals(meter.getId().getTag("what"))
                  && counted.getAndIncrement() == 0) {
                throw new Error("for a moment");
              }
            });
    awaitState(overdue(), State.EXPIRED);
    await().until(() -> counted.get() == 1);
    awaitState(overdue(), State.EXPIRED);
  }

  @Test
  void theHeartbeatGoesOn() {
    int before = listener.beats.get();
    listener.faulty = true;
    await().until(() -> !listener.faulty && listener.beats.get() > before);
  }

  private Letter submitted() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter);
    return letter;
  }

  /** One of which Kafka knows nothing and whose window is over. */
  private Letter overdue() {
    Letter letter = letters.save(new Letter("Main St"));
    jdbc.sql(
            """
            update letter set submitted_at = :then, last_submitted_at = :then, due_at = :then
            where id = :id
            """)
        .param("then", Timestamp.from(Instant.now().minus(Duration.ofDays(5))))
        .param("id", letter.id)
        .update();
    return letter;
  }

  private void awaitState(Letter letter, State state) {
    await()
        .until(() -> letters.findById(letter.id).orElseThrow().async.state(Instant.now()) == state);
  }

  @TestComponent
  static class Faults implements FaultPoint {
    private final Set<Step> left = ConcurrentHashMap.newKeySet();

    void once(Step step) {
      left.add(step);
    }

    @Override
    public void passed(Step step) {
      if (left.remove(step)) {
        throw new Error("unable to create native thread");
      }
    }
  }

  @TestComponent
  static class FaultyListener implements WorkerListener {
    private final AtomicInteger beats = new AtomicInteger();
    private volatile boolean faulty;

    @Override
    public void beaten(long epoch, JdbcClient connection) {
      if (faulty) {
        faulty = false;
        throw new Error("for a moment");
      }
      beats.incrementAndGet();
    }
  }
}
