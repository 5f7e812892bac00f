package io.asyncable.ops.bench;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Updates its record in a transaction that may be shared, which only its settings say. */
@Component
class BookSharedAmount implements AsyncableHandler<SharedBooking> {

  private final Progress progress;

  BookSharedAmount(Progress progress) {
    this.progress = progress;
  }

  @Override
  @Transactional
  public void process(SharedBooking booking, Attempt attempt) {
    progress.begins(booking.number);
    booking.amount++;
  }
}
