package io.asyncable.test;

import static org.awaitility.Awaitility.await;

import io.asyncable.move.Reference;
import io.asyncable.queue.Lane;
import io.asyncable.run.Attempts;
import io.asyncable.run.Dispatcher;
import io.asyncable.submit.Publisher;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs what it is to publish, on the spot. */
final class InlinePublisher implements Publisher {

  private final ObjectProvider<Dispatcher> dispatcher;
  private final Attempts attempts;
  private final TransactionTemplate outside;

  InlinePublisher(
      ObjectProvider<Dispatcher> dispatcher,
      Attempts attempts,
      PlatformTransactionManager transactions) {
    this.dispatcher = dispatcher;
    this.attempts = attempts;
    this.outside = new TransactionTemplate(transactions);
    // The committed transaction is still bound to this thread; a handler would write into the void.
    outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
  }

  @Override
  public void publish(
      String queue, Lane lane, Reference reference, Instant time, @Nullable String trace) {
    outside.executeWithoutResult(status -> run(queue, reference));
  }

  private void run(String queue, Reference reference) {
    dispatcher.getObject().dispatch(queue, List.of(reference), Runnable::run, () -> {});
    Reference begun =
        new Reference(
            reference.type(), reference.id(), reference.submission(), reference.attempt() + 1);
    await("the outcome of " + reference.key()).until(() -> !attempts.holds(begun));
  }
}
