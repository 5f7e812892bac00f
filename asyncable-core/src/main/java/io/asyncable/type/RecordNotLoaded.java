package io.asyncable.type;

import io.asyncable.text.ErrorDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JPA does not load a record although its row exists, so the engine cannot call its handler. */
public final class RecordNotLoaded extends RuntimeException {

  private static final String REMEDY =
      " Correct the mapping so that JPA loads the record, or cancel the record, or mark it processed if its work is done.";

  private RecordNotLoaded(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }

  /** JPA finds nothing. */
  public static RecordNotLoaded hidden(ProcessType type) {
    List<String> suspects = type.whatMayHide();
    return new RecordNotLoaded(
        "The row exists, but JPA does not show the record. Possible causes: %s.%s"
            .formatted(String.join("; ", suspects), REMEDY),
        null);
  }

  /** JPA finds something and cannot make an entity of it. */
  public static RecordNotLoaded unreadable(Throwable failure) {
    return new RecordNotLoaded(
        "JPA could not load the record: %s.%s"
            .formatted(ErrorDetails.of(failure).summary(), REMEDY),
        failure);
  }
}
