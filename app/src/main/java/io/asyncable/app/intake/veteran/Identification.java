package io.asyncable.app.intake.veteran;

import io.asyncable.Attempt;
import io.asyncable.app.intake.external.Bgs;
import org.springframework.stereotype.Component;

/** Asks BGS who a veteran is, once. */
@Component
public class Identification {

  private final Bgs bgs;
  private final Veterans veterans;

  Identification(Bgs bgs, Veterans veterans) {
    this.bgs = bgs;
    this.veterans = veterans;
  }

  public void identify(Veteran veteran, Attempt attempt) {
    if (veteran.participantId() == null) {
      var person = bgs.fetchVeteran(veteran.fileNumber(), attempt.idempotencyKey() + ":veteran");
      veterans.identify(
          veteran.id(), person.participantId(), person.firstName(), person.lastName());
    }
  }
}
