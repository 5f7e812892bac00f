package io.asyncable;

import org.jspecify.annotations.Nullable;

/**
 * What an application tells about one of its records, for pages and messages.
 *
 * @param label a short name for people; null for type and id
 * @param path the address of the record's own page in the application
 * @param subject whom or what it is about, such as a file number
 * @param submittedBy the user who submitted it; that user may see the record
 */
public record RecordDescription(
    @Nullable String label,
    @Nullable String path,
    @Nullable String subject,
    @Nullable String submittedBy) {

  /** Nothing told. */
  public static final RecordDescription NONE = new RecordDescription(null, null, null, null);
}
