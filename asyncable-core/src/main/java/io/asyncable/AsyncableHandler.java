package io.asyncable;

/**
 * Processes the records of one process type; a Spring bean.
 *
 * <p>An attempt may be repeated: the worker can die after the external effect and before the
 * completion is written. So external calls should carry {@link Attempt#idempotencyKey()}, which
 * stays the same over retries and restarts. If a service does not know such keys, and repeating a
 * call does harm, set {@code asyncable.types.<name>.when-lost=stop}, see {@link WhenLost}.
 *
 * <p>If {@link #process} is {@code @Transactional}, the engine opens that transaction, loads the
 * record in it and completes the record in it, so the database effects of the handler happen
 * exactly once. Otherwise the record is detached, and the engine holds no connection while the
 * handler waits for another system. In both cases the handler gets the record as it is when the
 * handler begins (in a drain a few milliseconds older), however long its attempt waited for a
 * thread. No handler gets a record that was canceled, restarted, concluded or deleted meanwhile.
 *
 * <p>The transaction must be {@code REQUIRED} or {@code MANDATORY}, use the engine's transaction
 * manager and the isolation read committed. Any exception rolls it back, checked ones too. Another
 * propagation, manager or isolation, {@code noRollbackFor}, {@code readOnly} and {@code @Async}
 * stop the start with a sentence. Any other proxy around {@code process} must call it, because the
 * engine takes its return as success.
 *
 * <p>If {@code process} returns, the record is processed. {@link PermanentFailure} gives up, {@link
 * RetryLater} postpones, {@link CancelSubmission} cancels, {@link OutcomeUnknown} gives up until a
 * person has looked. After any other exception the engine retries by the type's policy.
 *
 * @param <T> the entity that embeds the {@link Asyncable}. A handler is also for those that extend
 *     it, except for one that has a handler of its own: its records are a process type of their own
 *     then, and a discriminator column must tell them apart.
 */
public interface AsyncableHandler<T> {

  /** Does the work of one attempt. */
  void process(T record, Attempt attempt) throws Exception;

  /**
   * Called once when the engine gives up, in the transaction that expires the record. If this
   * method throws, the engine logs the exception and the record expires all the same.
   *
   * @param why the cause, the record's new error and how often it was tried
   */
  default void onExpired(T record, Exhausted why) {}

  /**
   * The attribute that this handler serves if the entity embeds several {@link Asyncable}s.
   * Default: empty, which means the only one.
   */
  default String field() {
    return "";
  }

  /**
   * The attributes that hold the record's subject, its submitting user, its tenant and its
   * participant's id. Default: none.
   */
  default RecordAttributes attributes() {
    return RecordAttributes.NONE;
  }

  /** How pages and messages name the record. Default: its type and id only. */
  default RecordDescription describe(T record) {
    return RecordDescription.NONE;
  }
}
