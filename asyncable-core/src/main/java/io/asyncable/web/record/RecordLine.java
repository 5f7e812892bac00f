package io.asyncable.web.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.asyncable.RecordDescription;
import io.asyncable.State;
import io.asyncable.access.Viewer;
import io.asyncable.describe.Described;
import io.asyncable.explain.Action;
import io.asyncable.explain.Reason;
import io.asyncable.move.Act;
import io.asyncable.move.RecordRow;
import io.asyncable.text.TimedText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record as pages and API show it.
 *
 * @param path the address of the record's page in the application; null if it has none
 * @param submittedBy the user who submitted it
 * @param error the error; only its first token in lists and for users who may not see whole errors
 * @param reason why the record is where it is, as a word for programs
 * @param why why the record is where it is, as a sentence for people
 * @param next what happens next
 * @param action the act that helps, as a word for programs; null if no act helps
 * @param brief both in one short line
 * @param calm whether the record has no trouble; the list shows it less prominently
 * @param acts what the user may do to the record as it is; programs read it as {@code mayRestart}
 *     and so on
 */
public record RecordLine(
    String type,
    String id,
    State state,
    @Nullable String label,
    @Nullable String subject,
    @Nullable String submittedBy,
    @Nullable String tenant,
    @Nullable String path,
    @Nullable Instant submittedAt,
    @Nullable Instant lastSubmittedAt,
    @Nullable Instant attemptedAt,
    @Nullable Instant processedAt,
    @Nullable Instant canceledAt,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable String error,
    String reason,
    TimedText why,
    TimedText next,
    @Nullable String action,
    @JsonIgnore TimedText brief,
    @JsonIgnore boolean calm,
    @JsonIgnore List<Act> acts) {

  private static final Pattern LOCAL = Pattern.compile("/(?!/)[^\\\\\\p{Cntrl}]*");

  static RecordLine of(
      RecordRow row, Described described, @Nullable String error, Reason reason, Viewer viewer) {
    RecordDescription description = described.description();
    Action action = reason.action();
    List<Act> acts = acts(row, described, viewer);
    return new RecordLine(
        row.type().name(),
        row.id(),
        row.state(),
        description.label(),
        described.subject(),
        described.submittedBy(),
        described.tenant(),
        local(description.path()),
        row.submittedAt(),
        row.isOfUnknownStart() ? row.submittedAt() : row.lastSubmittedAt(),
        row.attemptedAt(),
        row.processedAt(),
        row.canceledAt(),
        row.attempts(),
        row.isOfUnknownStart() ? null : row.dueAt(),
        error,
        reason.word(),
        reason.sentence(),
        acts.isEmpty() ? reason.next() : reason.nextWithHelp(),
        action == null ? null : action.word(),
        reason.brief(),
        isCalm(row.state()) && !reason.isUnusual(),
        acts);
  }

  private static List<Act> acts(RecordRow row, Described described, Viewer viewer) {
    return Arrays.stream(Act.values())
        .filter(act -> act.isPossible(row))
        .filter(act -> viewer.may(act.permission(), row.type().name(), described.submittedBy()))
        .toList();
  }

  @JsonProperty
  boolean mayRetry() {
    return acts.contains(Act.RETRY);
  }

  @JsonProperty
  boolean mayRestart() {
    return acts.contains(Act.RESTART);
  }

  @JsonProperty
  boolean mayMarkProcessed() {
    return acts.contains(Act.MARK_PROCESSED);
  }

  @JsonProperty
  boolean mayCancel() {
    return acts.contains(Act.CANCEL);
  }

  @JsonProperty
  boolean mayBegin() {
    return acts.contains(Act.BEGIN);
  }

  /**
   * Keeps a path only if it leads to this server. Browsers read a backslash as a slash, and ignore
   * tabs and line ends.
   */
  static @Nullable String local(@Nullable String path) {
    return path != null && LOCAL.matcher(path).matches() ? path : null;
  }

  private static boolean isCalm(State state) {
    return switch (state) {
      case QUEUED, SCHEDULED, RUNNING, PROCESSED, CANCELED -> true;
      case RETRYING, EXPIRED, NOT_SUBMITTED -> false;
    };
  }

  /**
   * The one act that a row of the list offers: to retry if possible, or else to restart. Null if
   * neither is possible; public for the templates.
   */
  public @Nullable Act shortcut() {
    return mayRetry() ? Act.RETRY : mayRestart() ? Act.RESTART : null;
  }

  /** The label, or else type and id; public for the templates. */
  public String name() {
    return label != null ? label : type + " " + id;
  }

  /**
   * The name with the subject, or with the id if the label alone would not tell similar records
   * apart; public for the templates.
   */
  public String heading() {
    String apart = subject != null ? subject : label == null ? null : id;
    return apart == null ? name() : name() + " · " + apart;
  }

  /** The type, unless the label says the same; public for the templates. */
  public @Nullable String otherType() {
    return label == null || letters(label).equalsIgnoreCase(letters(type)) ? null : type;
  }

  private static String letters(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /**
   * The label with the subject or id, which tells similar records apart; public for the templates.
   */
  public String title() {
    return title(type, id, label, subject);
  }

  public static String title(
      String type, String id, @Nullable String label, @Nullable String subject) {
    return label == null ? type + " " + id : label + " " + (subject == null ? id : subject);
  }
}
