package io.asyncable.bulk;

import io.asyncable.move.Act;
import io.asyncable.operate.Objection;
import io.asyncable.type.ProcessType;
import java.util.Optional;

/**
 * Refuses to restart a bulk action as other records are restarted, because the permission for its
 * remaining records must be checked first. Refuses to mark it processed, because it could not be
 * resumed then.
 */
final class BulkResumption implements Objection {

  @Override
  public Optional<String> to(Act act, ProcessType type, String id) {
    if (type.entity() != BulkAction.class) {
      return Optional.empty();
    }
    String page = "its own page: /jobs/bulk/" + id + ".";
    return switch (act) {
      case RESTART -> Optional.of("Resume a bulk action on " + page);
      case MARK_PROCESSED -> Optional.of("Stop a bulk action instead, on " + page);
      case RETRY, CANCEL, BEGIN -> Optional.empty();
    };
  }
}
