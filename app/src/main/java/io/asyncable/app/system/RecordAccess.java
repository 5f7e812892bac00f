package io.asyncable.app.system;

import io.asyncable.RecordDescription;
import io.asyncable.web.JobAccess;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Operators see and act on all records, viewers see them, submitters see their own. */
@Component
class RecordAccess implements JobAccess {

  @Override
  public boolean seesAll(@Nullable Principal user) {
    return has(user, Role.OPERATOR, Role.VIEWER);
  }

  @Override
  public boolean sees(@Nullable Principal user, String type, RecordDescription record) {
    return user != null && has(user, Role.SUBMITTER) && user.getName().equals(record.submittedBy());
  }

  @Override
  public boolean acts(@Nullable Principal user, String type, RecordDescription record) {
    return has(user, Role.OPERATOR);
  }

  private static boolean has(@Nullable Principal user, Role... roles) {
    return user instanceof Authentication known && Role.any(known, roles);
  }
}
