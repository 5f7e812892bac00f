package io.asyncable.app.intake;

import static io.asyncable.app.system.Role.OPERATOR;
import static io.asyncable.app.system.Role.SUBMITTER;
import static io.asyncable.app.system.Role.VIEWER;

import io.asyncable.app.system.Area;
import io.asyncable.app.system.Role;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Operators and submitters may file. A submitter sees only what that submitter filed. */
@Configuration(proxyBeanMethods = false)
public class IntakeAccess {

  @Bean
  Area intakeArea() {
    return new Area(
        "intake", "/intake", Set.of(OPERATOR, VIEWER, SUBMITTER), Set.of(OPERATOR, SUBMITTER));
  }

  public static boolean mayFile(Authentication user) {
    return Role.any(user, OPERATOR, SUBMITTER);
  }

  public static void requireFiling(Authentication user) {
    if (!mayFile(user)) {
      throw new AccessDeniedException("Filing reviews takes the role SUBMITTER or OPERATOR.");
    }
  }

  public static void requireDeciding(Authentication user) {
    if (!Role.any(user, OPERATOR)) {
      throw new AccessDeniedException("Recording a decision takes the role OPERATOR.");
    }
  }

  /** Whether the user may see what that submitter has filed. */
  public static boolean seesThoseOf(String submitter, Authentication user) {
    return Role.any(user, OPERATOR, VIEWER) || submitter.equals(user.getName());
  }
}
