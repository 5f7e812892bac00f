package io.asyncable.run;

import io.asyncable.Attempt;
import io.asyncable.move.Claimed;
import io.asyncable.move.Claims;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The attempt as its handler sees it. */
record AttemptView(Claimed claimed, Claims claims) implements Attempt {

  @Override
  public int number() {
    return claimed.attempt();
  }

  @Override
  public Instant submission() {
    return claimed.submission();
  }

  @Override
  public String idempotencyKey() {
    return claimed.key() + ":" + ChronoUnit.MICROS.between(Instant.EPOCH, claimed.submittedAt());
  }

  @Override
  public String label() {
    return claimed.key();
  }

  @Override
  public boolean isCanceled() {
    return !claims.isCurrent(claimed);
  }
}
