package io.asyncable;

import org.jspecify.annotations.Nullable;

/**
 * Names the attributes of an entity that say whom or what a record is about and who owns it. Pages
 * show these attributes, and the database searches lists by them. A path may go through embedded
 * objects and to-one associations, such as {@code filing.veteran.fileNumber}. A path that does not
 * exist stops the start.
 *
 * @param subject whom or what the record is about, such as a file number
 * @param submittedBy the name of the user who submitted it; that user may see the record
 * @param tenant the customer or business account that it belongs to
 * @param participantId the id by which other systems know the person or organization that the
 *     record concerns, such as a customer number. The CSV list contains it as {@code
 *     participant_id}, so that its rows can be joined with rows of other systems.
 */
public record RecordAttributes(
    @Nullable String subject,
    @Nullable String submittedBy,
    @Nullable String tenant,
    @Nullable String participantId) {

  /** No attributes. */
  public static final RecordAttributes NONE = new RecordAttributes(null, null, null, null);

  /** Names only the subject; the methods below add other attributes. */
  public static RecordAttributes subject(String path) {
    return new RecordAttributes(path, null, null, null);
  }

  /** The same with the attribute that names the submitting user. */
  public RecordAttributes submittedBy(String path) {
    return new RecordAttributes(subject, path, tenant, participantId);
  }

  /** The same with the attribute that names the tenant. */
  public RecordAttributes tenant(String path) {
    return new RecordAttributes(subject, submittedBy, path, participantId);
  }

  /** The same with the attribute that holds the participant's id. */
  public RecordAttributes participantId(String path) {
    return new RecordAttributes(subject, submittedBy, tenant, path);
  }
}
