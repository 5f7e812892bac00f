package io.asyncable.engine;

import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.dispatch.FaultPoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;

/** A machine without a thread to spare, for a moment. */
@EngineTest
@Import(ConsumerErrorTest.OutOfThreads.class)
class ConsumerErrorTest {

  @Autowired Asyncables asyncables;
  @Autowired Letters letters;
  @Autowired OutOfThreads fault;

  @Test
  void aConsumerGoesOnAfterAnError() {
    Letter letter = new Letter("Main St");
    asyncables.submit(letter);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> letters.findById(letter.id).orElseThrow().async.getProcessedAt() != null);
    await().untilTrue(fault.thrown);
  }

  @TestComponent
  static class OutOfThreads implements FaultPoint {
    private final AtomicBoolean thrown = new AtomicBoolean();

    @Override
    public void passed(Step step) {
      if (step == Step.POLLED && thrown.compareAndSet(false, true)) {
        throw new Error("unable to create native thread");
      }
    }
  }
}
