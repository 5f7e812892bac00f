package io.asyncable.web.section;

import io.asyncable.access.Viewer;
import io.asyncable.move.RecordRow;
import java.util.Optional;

/**
 * What another room adds to what is shown of a record: a bean. JSON has it under {@code parts} by
 * its name. The record's page shows it by the fragment {@code part} of the template {@code
 * asyncable/<name>-part}, to which it is {@code model}, and keeps it live.
 */
public interface RecordPart {

  /** The name, in lower case. */
  String name();

  /**
   * What there is to show to a user who may see the record; empty for nothing.
   *
   * @param row the record
   */
  Optional<?> of(RecordRow row, Viewer viewer);
}
