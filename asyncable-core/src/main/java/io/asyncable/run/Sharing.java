package io.asyncable.run;

import io.asyncable.guard.Guard;
import io.asyncable.move.Claimed;
import io.asyncable.type.Handlers;
import io.asyncable.type.Policies;
import io.asyncable.type.ProcessType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionDefinition;

/** Which attempts may share a transaction. */
final class Sharing {

  private static final Logger log = LoggerFactory.getLogger(Sharing.class);

  /** Types whose handlers have kept a shared transaction idle. */
  private final Set<ProcessType> unfit = ConcurrentHashMap.newKeySet();

  private final Handlers handlers;
  private final Policies policies;

  Sharing(Handlers handlers, Policies policies) {
    this.handlers = handlers;
    this.policies = policies;
  }

  /**
   * How many of the attempts may go together; 1 if each must have a transaction of its own. A
   * record that was attempted before runs alone, so that it cannot fail the others again.
   */
  int largestGroup(ProcessType type, List<Claimed> attempts, Guard guard) {
    boolean mayShare =
        attempts.size() > 1
            && handlers.of(type).transaction() != null
            && !policies.of(type).stopsWhenLost()
            && !isUnfit(type)
            && guard.timeLimit().isEmpty()
            && attempts.stream().allMatch(attempt -> attempt.attempt() == 1);
    return mayShare ? policies.of(type).transactionSize() : 1;
  }

  /** Whether a handler of the type has kept a shared transaction idle. */
  boolean isUnfit(ProcessType type) {
    return unfit.contains(type);
  }

  /** From now on attempts of the type share no transaction on this instance. */
  void refuse(ProcessType type, Duration idle) {
    if (unfit.add(type)) {
      log.warn(
          "Handlers of {} cannot share transactions: one did not use its transaction for {},"
              + " for example because it waited in another transaction for a row of the shared one."
              + " From now on each runs in a transaction of its own. Set"
              + " asyncable.types.{}.transaction-size=1, or let the handler do all its work in the"
              + " transaction of process.",
          type,
          idle,
          type);
    }
  }

  /** The transaction that attempts of the type share: their handler's. */
  TransactionDefinition transaction(ProcessType type) {
    return Objects.requireNonNull(handlers.of(type).transaction());
  }
}
