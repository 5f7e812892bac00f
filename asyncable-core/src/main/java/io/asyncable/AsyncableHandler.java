package io.asyncable;

/**
 * Processes the records of one process type; a Spring bean.
 *
 * <p>An attempt may be repeated: the worker can die after the external effect and before the
 * completion is written, so external calls should carry {@link Attempt#idempotencyKey()}, which
 * stays the same over retries and restarts. When {@link #process} is {@code @Transactional} the
 * engine opens that transaction, loads the record in it and completes in it, so the database
 * effects of the handler happen exactly once. Without, the record is detached and no connection is
 * held while the handler waits for somebody else.
 *
 * <p>Returning means processed. {@link PermanentFailure} gives up, {@link RetryLater} postpones,
 * {@link CancelSubmission} cancels; anything else thrown is retried by the type's policy.
 *
 * @param <T> the entity that embeds the {@link Asyncable}
 */
public interface AsyncableHandler<T> {

  /** Does the work of one attempt. */
  void process(T record, Attempt attempt) throws Exception;

  /**
   * Called once when the engine gives up, in the transaction that expires the record. When it
   * throws, the record expires all the same and the exception is logged.
   *
   * @param reason what {@code error} now says
   */
  default void onExpired(T record, String reason) {}

  /**
   * The attribute that this handler serves, when the entity embeds several {@link Asyncable}s.
   * Default: empty, the only one.
   */
  default String field() {
    return "";
  }

  /**
   * Which attributes name the record's subject, its submitting user and its tenant. Default: none.
   */
  default RecordAttributes attributes() {
    return RecordAttributes.NONE;
  }

  /** How pages and messages name the record. Default: the type and id, nothing else. */
  default RecordDescription describe(T record) {
    return RecordDescription.NONE;
  }
}
