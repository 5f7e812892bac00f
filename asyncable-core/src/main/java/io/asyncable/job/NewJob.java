package io.asyncable.job;

import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to be stored.
 *
 * @param key its key among the jobs of its type; null for none
 */
record NewJob(DeclaredJob type, UUID id, String payload, @Nullable String key) {

  /** With an id that is greater than those before, which keeps inserts at the end of the index. */
  NewJob(DeclaredJob type, String payload, @Nullable String key) {
    this(type, UuidVersion7Strategy.INSTANCE.generateUuid(null), payload, key);
  }
}
