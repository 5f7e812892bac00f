package io.asyncable.bulk;

import org.jspecify.annotations.Nullable;

/**
 * One record of a bulk action, with its outcome.
 *
 * @param position its place in the action, from 1
 * @param message why it was refused or failed
 */
public record BulkItem(
    long position, String type, String record, BulkOutcome outcome, @Nullable String message) {

  /** The same with another message. */
  public BulkItem saying(String other) {
    return new BulkItem(position, type, record, outcome, other);
  }
}
