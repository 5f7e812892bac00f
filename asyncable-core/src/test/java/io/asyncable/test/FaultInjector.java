package io.asyncable.test;

import io.asyncable.observe.FaultPoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.test.context.TestComponent;

/**
 * Cuts the protocol off, or holds it, between any two steps: {@code @Import(FaultInjector.class)}
 * and inject it.
 */
@TestComponent
public class FaultInjector implements FaultPoint {

  private final Map<Step, Runnable> faults = new ConcurrentHashMap<>();

  /** Throws once, the next time that this step is done. */
  public void failOnceAfter(Step step) {
    faults.put(
        step,
        () -> {
          if (faults.remove(step) != null) {
            throw new InjectedFault(step);
          }
        });
  }

  /** Holds whoever is done with this step, until the hold is released. */
  public Hold holdAfter(Step step) {
    Hold hold = new Hold();
    faults.put(step, hold::here);
    return hold;
  }

  /** Ends all faults that were not used up. */
  public void clear() {
    faults.clear();
  }

  @Override
  public void passed(Step step) {
    Runnable fault = faults.get(step);
    if (fault != null) {
      fault.run();
    }
  }

  /** Somebody, or nobody yet, who waits after a step. */
  public static final class Hold {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private Hold() {}

    /** Waits until somebody is held, for ten seconds at most. */
    public void awaitReached() throws InterruptedException {
      if (!reached.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("Nobody was done with that step within 10 s.");
      }
    }

    /** Lets it go on. */
    public void release() {
      released.countDown();
    }

    private void here() {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What a cut-off step throws. */
  public static final class InjectedFault extends RuntimeException {
    InjectedFault(Step step) {
      super("Cut off after " + step);
    }
  }
}
