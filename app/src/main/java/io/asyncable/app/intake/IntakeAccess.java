package io.asyncable.app.intake;

import java.util.Arrays;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Who may do what: operators and submitters file, and a submitter sees only what is their own. */
final class IntakeAccess {

  private static final String OPERATOR = "ROLE_OPERATOR";
  private static final String SUBMITTER = "ROLE_SUBMITTER";
  private static final String VIEWER = "ROLE_VIEWER";

  private IntakeAccess() {}

  static void requireFiling(Authentication user) {
    if (!has(user, OPERATOR, SUBMITTER)) {
      throw new AccessDeniedException("Filing reviews takes the role SUBMITTER or OPERATOR.");
    }
  }

  static void requireDeciding(Authentication user) {
    if (!has(user, OPERATOR)) {
      throw new AccessDeniedException("Recording a decision takes the role OPERATOR.");
    }
  }

  static boolean sees(Authentication user, Review review) {
    return has(user, OPERATOR, VIEWER) || review.filing().submittedBy().equals(user.getName());
  }

  private static boolean has(Authentication user, String... roles) {
    return user.getAuthorities().stream()
        .anyMatch(authority -> Arrays.asList(roles).contains(authority.getAuthority()));
  }
}
