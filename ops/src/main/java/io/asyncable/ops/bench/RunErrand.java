package io.asyncable.ops.bench;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import org.springframework.stereotype.Component;

/** Does nothing. */
@Component
class RunErrand implements AsyncableHandler<Errand> {

  private final Progress progress;

  RunErrand(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void process(Errand errand, Attempt attempt) {
    progress.begins(errand.number);
  }
}
