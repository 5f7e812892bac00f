package io.asyncable.migrations;

/** The columns of one {@code Asyncable}, in the order in which they are added. */
enum AsyncableColumn {
  SUBMITTED_AT("submitted_at", "timestamptz(6)"),
  LAST_SUBMITTED_AT("last_submitted_at", "timestamptz(6)"),
  ATTEMPTED_AT("attempted_at", "timestamptz(6)"),
  PROCESSED_AT("processed_at", "timestamptz(6)"),
  CANCELED_AT("canceled_at", "timestamptz(6)"),
  ERROR("error", "text"),
  ATTEMPTS("attempts", "integer not null default 0"),
  DUE_AT("due_at", "timestamptz(6)"),
  CLAIMED_BY("claimed_by", "bigint"),
  TRACE("trace", "text"),
  PUBLISHED_AT("published_at", "timestamptz(6)"),
  CAUSE("cause", "text"),
  HOLD("hold", "text");

  private final String defaultName;
  private final String definition;

  AsyncableColumn(String defaultName, String definition) {
    this.defaultName = defaultName;
    this.definition = definition;
  }

  String defaultName() {
    return defaultName;
  }

  String definition() {
    return definition;
  }
}
