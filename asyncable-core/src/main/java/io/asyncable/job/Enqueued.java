package io.asyncable.job;

import java.util.UUID;

/**
 * What became of a request.
 *
 * @param type the job's type
 * @param id the job's id: of the new one, or of the one that holds the key
 * @param created whether a job was stored; false if another one holds the key
 */
public record Enqueued(String type, UUID id, boolean created) {}
