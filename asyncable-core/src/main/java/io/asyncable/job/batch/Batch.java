package io.asyncable.job.batch;

import java.util.UUID;

/**
 * A batch of jobs. Keep the id to add jobs in another transaction: {@code new Batch(id)} is the
 * same batch.
 */
public record Batch(UUID id) {}
