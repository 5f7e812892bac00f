package io.asyncable.job;

import io.asyncable.Asyncable;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A job as it is stored. {@link JobRows} inserts it; JPA only reads it. */
@Cacheable(false)
@Entity(name = "AsyncableJob")
@Immutable
@Table(name = "asyncable_job")
class Job {

  @Id private UUID id;

  /** The name of its type, or a former one. */
  private String type;

  @Column(columnDefinition = "json")
  private String payload;

  private int priority;
  private @Nullable String tenant;
  private @Nullable String subject;

  @Column(name = "batch_id")
  private @Nullable UUID batchId;

  @Formula("(select b.name from asyncable_job_batch b where b.id = batch_id)")
  private @Nullable String batchName;

  @Column(name = "progress_done")
  private @Nullable Long progressDone;

  @Column(name = "progress_total")
  private @Nullable Long progressTotal;

  @Column(name = "progress_message")
  private @Nullable String progressMessage;

  @Column(name = "progress_at")
  private @Nullable Instant progressAt;

  @Embedded private Asyncable async = new Asyncable();

  @SuppressWarnings("NullAway.Init")
  protected Job() {}

  UUID id() {
    return id;
  }

  String payload() {
    return payload;
  }

  /** The batch that it is in, in words; null if it is in none. */
  @Nullable String batch() {
    return batchId == null ? null : batchName + " (" + batchId + ")";
  }

  /** How far its latest attempt has come, in words; null if that has told nothing. */
  @Nullable String progress() {
    Instant began = async.getAttemptedAt();
    if (progressAt == null || began == null || progressAt.isBefore(began)) {
      return null;
    }
    String words = "%,d of %,d".formatted(progressDone, progressTotal);
    return progressMessage == null ? words : words + ": " + progressMessage;
  }
}
