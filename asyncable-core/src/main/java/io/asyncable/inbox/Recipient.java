package io.asyncable.inbox;

import io.asyncable.describe.Described;
import io.asyncable.move.RecordRow;
import io.asyncable.text.ErrorDetails;
import java.util.Objects;
import java.util.Optional;

/**
 * The user who gets messages about a record.
 *
 * @param user the user who submitted it
 * @param row the record
 * @param label how people call it
 */
public record Recipient(String user, RecordRow row, String label) {

  private static final int LONGEST_LABEL = 200;

  /** The record's submitting user; empty if it does not say who that is. */
  public static Optional<Recipient> of(RecordRow row, Described described) {
    String label =
        Objects.requireNonNullElse(
            described.description().label(), row.type().name() + " " + row.id());
    return Optional.ofNullable(described.submittedBy())
        .map(user -> new Recipient(user, row, ErrorDetails.fit(cut(label))));
  }

  private static String cut(String label) {
    return label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL) + "…" : label;
  }
}
