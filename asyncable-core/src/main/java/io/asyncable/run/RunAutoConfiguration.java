package io.asyncable.run;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An attempt from its reference to its end: claim, run, complete. */
@AutoConfiguration(
    afterName = {
      "io.asyncable.guard.GuardAutoConfiguration",
      "io.asyncable.submit.SubmitAutoConfiguration"
    })
@Import({
  PassedOver.class,
  Attempts.class,
  Completer.class,
  Expiry.class,
  OwnOutage.class,
  OutcomeWriter.class,
  EndJudge.class,
  Endings.class,
  AloneGate.class,
  Records.class,
  TransactionalCall.class,
  HandlerCall.class,
  Runner.class,
  Sharing.class,
  SharedHandlers.class,
  SharedTransaction.class,
  Admission.class,
  Claiming.class,
  TypeDispatch.class,
  Dispatcher.class
})
class RunAutoConfiguration {

  @Bean(destroyMethod = "shutdownNow")
  TimeLimits asyncableTimeLimits() {
    return new TimeLimits();
  }
}
