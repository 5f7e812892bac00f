package io.asyncable.ops.pages;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Updates its record in its own transaction, as handlers do. */
@Component
class RunErrand implements AsyncableHandler<Errand> {

  private static final long NOT_YET = 0;

  private final AtomicLong firstBegan = new AtomicLong();

  @Override
  @Transactional
  public void process(Errand errand, Attempt attempt) {
    firstBegan.compareAndSet(NOT_YET, System.nanoTime());
    errand.runs++;
  }

  void expect() {
    firstBegan.set(NOT_YET);
  }

  /** When the first since then began, by {@link System#nanoTime}. */
  long firstBegan() {
    return firstBegan.get();
  }
}
