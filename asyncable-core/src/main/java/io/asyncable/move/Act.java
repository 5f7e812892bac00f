package io.asyncable.move;

import io.asyncable.AsyncColumn;
import io.asyncable.Condition;
import io.asyncable.Permission;
import io.asyncable.State;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.util.StringUtils;

/**
 * The catalogue of acts: what people do to a record to move it on or to end it, in the order in
 * which pages offer it. Each act is told here and nowhere else: its word, its permission, its move,
 * the states that allow it, and its sentences. Pages, API, bulk actions, audit and refusals take
 * them from here.
 *
 * <p>A note moves no record, and only programs change the text of an error, so neither is an act.
 */
public enum Act {
  /** Make the next attempt due at once, within the submission. */
  RETRY(
      Permission.RETRY,
      () -> Move.RETRY_NOW,
      EnumSet.of(State.QUEUED, State.RETRYING),
      new Words(
          "retry %s now",
          "retried now",
          "The next attempt of %s is due now. Its reason shows whether something else still holds it back.")),
  /**
   * Begin a new submission of a record that was tried already or is concluded. A record that waits
   * for its first attempt has nothing to repeat.
   */
  RESTART(
      Permission.RESTART,
      () -> Move.RESTART,
      EnumSet.of(State.RETRYING, State.EXPIRED, State.PROCESSED, State.CANCELED),
      new Words("restart %s", "restarted", "Restarted %s.")),
  /** Conclude it without its handler, because its work was done in another way. */
  MARK_PROCESSED(
      Permission.MARK_PROCESSED,
      () -> Move.MARK_PROCESSED,
      EnumSet.complementOf(EnumSet.of(State.NOT_SUBMITTED, State.PROCESSED, State.CANCELED)),
      new Words("mark %s processed", "marked processed", "Marked %s processed.")),
  /** End it without its handler's success. */
  CANCEL(
      Permission.CANCEL,
      () -> Move.CANCEL,
      EnumSet.complementOf(EnumSet.of(State.PROCESSED, State.CANCELED)),
      new Words("cancel %s", "canceled", "Canceled %s.")),
  /** Begin a submission before the time that it is for. */
  BEGIN(
      Permission.RESTART,
      () -> Move.BEGIN_NOW,
      EnumSet.of(State.SCHEDULED),
      new Words("begin %s now", "begun now", "%s begins now, before its time."));

  /**
   * Those that people do to many records at once. A click on many records must not begin what is
   * scheduled by mistake.
   */
  public static final List<Act> OF_MANY =
      Arrays.stream(values()).filter(act -> act != BEGIN).toList();

  private static final Set<State> CONCLUDED = EnumSet.of(State.PROCESSED, State.CANCELED);

  /**
   * An act in sentences.
   *
   * @param order what is to be done to a record or to several
   * @param past as in "cannot be restarted"
   * @param done what is told when it is done to a record
   */
  private record Words(String order, String past, String done) {}

  private final String permission;
  private final Supplier<Move> move;
  private final Set<State> states;
  private final Words words;

  /**
   * @param move asked for late, because moves expect the states of acts
   */
  Act(String permission, Supplier<Move> move, Set<State> states, Words words) {
    this.permission = permission;
    this.move = move;
    this.states = states;
    this.words = words;
  }

  /** The word for programs, in addresses and in the audit; never changes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The act of that word; empty if there is none. */
  public static Optional<Act> of(String word) {
    return Arrays.stream(values()).filter(act -> act.word().equals(word)).findFirst();
  }

  /** The word of the permission that it needs. */
  public String permission() {
    return permission;
  }

  Move move() {
    return move.get();
  }

  /**
   * Whether it ends a record. One that is concluded already is left as it is, without a refusal.
   */
  public boolean isEnding() {
    return this == CANCEL || this == MARK_PROCESSED;
  }

  /** Whether a person has to say why. */
  public boolean needsReason() {
    return this == MARK_PROCESSED;
  }

  /** Whether a page asks before it is done. A retry only brings forward what happens anyway. */
  public boolean asksFirst() {
    return this != RETRY;
  }

  /**
   * What a button says that does it to the record at hand. "Cancel" alone could mean to leave a
   * page.
   */
  public String title() {
    return this == CANCEL ? title("record") : title("").replace("  ", " ").strip();
  }

  /** What it does to a record in that state, for a page that asks before it is done. */
  public String consequence(State state) {
    return switch (this) {
      case RETRY ->
          "The next attempt is due at once, in the same submission and under the same idempotency key.";
      case RESTART ->
          state == State.PROCESSED
              ? "The record is processed. A restart asks for its work a second time: the handler runs again, under a new idempotency key, so external services do the work again too."
              : "A restart begins a new submission: the handler runs again from its beginning, and repeats whatever earlier attempts have sent. The record keeps its idempotency key, so an external service that knows the key does not do the work twice.";
      case MARK_PROCESSED ->
          "The record counts as processed although its handler did not succeed. No attempt begins any more, and one that still runs is discarded. Do this only if its work was done in another way.";
      case CANCEL ->
          "No attempt begins any more, and one that still runs is discarded. What was sent already is not taken back. A restart brings the record back.";
      case BEGIN -> "The first attempt begins now instead of at its time.";
    };
  }

  /** The same with what it is done to, such as {@code 12 records}. */
  public String title(String what) {
    return StringUtils.capitalize(to(what));
  }

  /** The rest of a sentence such as "You may not …". */
  public String to(String what) {
    return words.order.formatted(what);
  }

  /** What is told when it is done. */
  public String done(String record) {
    return words.done.formatted(record);
  }

  /** What it has made of a record, such as {@code restarted}. */
  public String result() {
    return this == RETRY ? "made due" : words.past;
  }

  /** What is told when the record was concluded before. */
  public static String nothingChanged(String record) {
    return "%s was already processed or canceled, so nothing has changed.".formatted(record);
  }

  /** Whether the engine does this to any record in that state. */
  public boolean isPossibleIn(State state) {
    return states.contains(state);
  }

  /** Whether the engine does this to the record as it is. */
  public boolean isPossible(RecordRow row) {
    return states.contains(row.state()) && (row.lastSubmittedAt() != null || !isOfSubmission());
  }

  /** The same as a condition on the columns. */
  Condition condition() {
    Condition inState =
        Condition.any(states.stream().map(State::condition).toArray(Condition[]::new));
    return isOfSubmission()
        ? Condition.all(Condition.isSet(AsyncColumn.LAST_SUBMITTED_AT), inState)
        : inState;
  }

  /** A record can end, canceled, that was never submitted; nothing else of it can be done. */
  private boolean isOfSubmission() {
    return this != CANCEL;
  }

  /**
   * Whether a record that it did not move, and that is in this state now, is left without a word.
   */
  boolean leaves(State state) {
    return isEnding() && (states.contains(state) || CONCLUDED.contains(state));
  }

  /** Why it is not done to a record in this state, and what to do instead. */
  public String refusal(String record, State state) {
    return "%s is %s and cannot be %s. %s"
        .formatted(record, words(state), words.past, instead(state));
  }

  private String instead(State state) {
    if (states.contains(state)) {
      return state == State.CANCELED
          ? "It was never submitted, or changed in this moment; look again."
          : "It changed in this moment; look again.";
    }
    return switch (state) {
      case NOT_SUBMITTED -> "Only the application can submit it.";
      case SCHEDULED -> "Begin it now instead, or wait for its time.";
      case QUEUED, RETRYING -> "Retry it now instead, which publishes it again.";
      case RUNNING ->
          this == RESTART
              ? "Cancel it first, or wait for the attempt to end."
              : "Wait for the attempt to end.";
      case EXPIRED, PROCESSED, CANCELED -> "Restart it instead, which begins a new submission.";
    };
  }

  /** The state as sentences have it. */
  static String words(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
