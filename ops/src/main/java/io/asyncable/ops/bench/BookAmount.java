package io.asyncable.ops.bench;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Updates its record in its own transaction. */
@Component
class BookAmount implements AsyncableHandler<Booking> {

  private final Progress progress;

  BookAmount(Progress progress) {
    this.progress = progress;
  }

  @Override
  @Transactional
  public void process(Booking booking, Attempt attempt) {
    progress.begins(booking.number);
    booking.amount++;
  }
}
