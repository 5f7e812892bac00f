package io.asyncable.bulk;

import io.asyncable.operate.AuditedActs;
import io.asyncable.operate.Objection;
import io.asyncable.type.ProcessType;
import java.util.Optional;

/**
 * Keeps people from restarting a bulk action like other records: whoever goes on with it must be
 * asked whether they may do what is left of it.
 */
final class BulkResumption implements Objection {

  @Override
  public Optional<String> to(String action, ProcessType type, String id) {
    return action.equals(AuditedActs.RESTART) && type.entity() == BulkAction.class
        ? Optional.of("Resume a bulk action on its own page: /jobs/bulk/" + id + ".")
        : Optional.empty();
  }
}
