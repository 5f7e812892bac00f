package io.asyncable.move;

/**
 * What the caller gives for each record: its id, what it has seen of the record, and what the move
 * writes for this record alone.
 */
enum Given implements Value {
  ID("id", "ids"),
  SUBMISSION("submission", "submissions", true),
  ATTEMPT("attempt", "attempts"),
  EPOCH("epoch", "epochs"),
  DUE("due", "dues", true),
  ERROR("error", "errors"),
  CAUSE("cause", "causes"),
  EVENT("event", "events"),
  BEGUN("begun", "beginnings", true),
  ERROR_CLASS("class", "classes"),
  MESSAGE("message", "messages"),
  STACK("stack", "stacks"),
  FRAME("frame", "frames"),
  PATTERN("pattern", "patterns"),
  FINGERPRINT("fingerprint", "fingerprints"),
  REMEDY("remedy", "remedies"),
  FAILURES("failures", "failures"),
  LOSSES("losses", "losses");

  private final String column;
  private final String array;
  private final boolean isTime;

  Given(String column, String array) {
    this(column, array, false);
  }

  Given(String column, String array, boolean isTime) {
    this.column = column;
    this.array = array;
    this.isTime = isTime;
  }

  /** Its name beside what else is given for one record. */
  String column() {
    return column;
  }

  /** The parameter that holds it for many records. */
  String array() {
    return ":" + array;
  }

  /** Its value for one of the records. */
  String in(Form form) {
    if (!form.isByArrays()) {
      return ":" + column;
    }
    // Arrays hold times as text.
    return isTime ? "cast(m.%s as timestamptz)".formatted(column) : "m." + column;
  }
}
