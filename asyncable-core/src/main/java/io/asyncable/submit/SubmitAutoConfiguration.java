package io.asyncable.submit;

import io.asyncable.Asyncables;
import io.asyncable.move.Acts;
import io.asyncable.worker.EngineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Submissions in the caller's transaction. */
@AutoConfiguration(afterName = "io.asyncable.observe.ObserveAutoConfiguration")
@Import({
  AfterCommit.class,
  CallersTransaction.class,
  NewSubmissions.class,
  NewRows.class,
  ActedRecords.class
})
class SubmitAutoConfiguration {

  /** Of entities with one {@code Asyncable}; {@link Asyncables#field} is for those with several. */
  @Bean
  Asyncables asyncables(
      NewSubmissions submissions, ActedRecords acted, Acts acts, EngineClock clock) {
    return new DefaultAsyncables(submissions, acted, acts, clock, "");
  }
}
