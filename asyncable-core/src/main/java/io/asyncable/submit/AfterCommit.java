package io.asyncable.submit;

import io.asyncable.move.Reference;
import io.asyncable.observe.FaultPoint;
import io.asyncable.observe.FaultPoint.Step;
import io.asyncable.queue.Lane;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Holds references back until their transaction has committed, and then publishes them. */
final class AfterCommit {

  private final Publisher publisher;
  private final Policies policies;
  private final FaultPoint faultPoint;

  AfterCommit(Publisher publisher, Policies policies, FaultPoint faultPoint) {
    this.publisher = publisher;
    this.policies = policies;
    this.faultPoint = faultPoint;
  }

  /** Publishes after the current transaction's commit, as a message of the given time. */
  void publish(
      ProcessType type, Lane lane, Reference reference, Instant time, @Nullable String trace) {
    pending().add(new Pending(policies.of(type).queue(), lane, reference, time, trace));
  }

  private List<Pending> pending() {
    for (TransactionSynchronization present :
        TransactionSynchronizationManager.getSynchronizations()) {
      if (present instanceof Batch batch && batch.owner() == this) {
        return batch.references;
      }
    }
    Batch batch = new Batch();
    TransactionSynchronizationManager.registerSynchronization(batch);
    return batch.references;
  }

  private record Pending(
      String queue, Lane lane, Reference reference, Instant time, @Nullable String trace) {}

  private final class Batch implements TransactionSynchronization {

    private final List<Pending> references = new ArrayList<>();

    AfterCommit owner() {
      return AfterCommit.this;
    }

    @Override
    public void afterCommit() {
      faultPoint.passed(Step.COMMITTED);
      references.forEach(
          pending ->
              publisher.publish(
                  pending.queue, pending.lane, pending.reference, pending.time, pending.trace));
    }
  }
}
