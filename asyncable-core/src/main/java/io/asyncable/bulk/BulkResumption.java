package io.asyncable.bulk;

import io.asyncable.move.Act;
import io.asyncable.operate.Objection;
import io.asyncable.type.ProcessType;
import java.util.Optional;

/**
 * Keeps people from restarting a bulk action like other records: whoever goes on with it must be
 * asked whether they may do what is left of it. One that was marked processed could not go on.
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
