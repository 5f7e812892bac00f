package io.asyncable.dispatch;

import io.asyncable.RecordDescription;
import org.jspecify.annotations.Nullable;

/**
 * What the application tells of one record.
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

  static final Described NOTHING = new Described(RecordDescription.NONE, null, null, null);
}
