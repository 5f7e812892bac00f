package io.asyncable;

import org.jspecify.annotations.Nullable;

/**
 * Which attributes of an entity tell whom or what a record is about and whose it is. Pages show
 * them, and lists are searched by them, so that only the database has to look. A path may lead
 * through embedded objects and to-one associations, such as {@code filing.veteran.fileNumber}; one
 * that leads nowhere stops the start.
 *
 * @param subject whom or what the record is about, such as a file number
 * @param submittedBy the name of the user who submitted it; that user may see the record
 * @param tenant the customer or business account that it belongs to
 * @param participantId the id by which the systems around know the person or organization that the
 *     record concerns, such as a customer number; the list as a file has it as {@code
 *     participant_id}, so that its rows can be joined with those of other systems
 */
public record RecordAttributes(
    @Nullable String subject,
    @Nullable String submittedBy,
    @Nullable String tenant,
    @Nullable String participantId) {

  /** Tells nothing. */
  public static final RecordAttributes NONE = new RecordAttributes(null, null, null, null);

  /** A subject and nothing else; others are added by the methods below. */
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
