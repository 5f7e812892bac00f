package io.asyncable.describe;

import io.asyncable.RecordDescription;
import org.jspecify.annotations.Nullable;

/**
 * The application's description of one record.
 *
 * @param description how it names the record
 * @param subject whom or what the record is about
 * @param submittedBy the user who submitted it
 * @param tenant the tenant that it belongs to
 */
public record Described(
    RecordDescription description,
    @Nullable String subject,
    @Nullable String submittedBy,
    @Nullable String tenant) {

  /** The description of an existing row that JPA does not load. */
  static final Described NOT_LOADED =
      new Described(
          RecordDescription.NONE.fact(
              "Not loaded",
              "JPA does not load this record, so the engine cannot call its handler."),
          null,
          null,
          null);
}
