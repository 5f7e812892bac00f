package io.asyncable.app.intake.board;

import io.asyncable.Asyncables;
import io.asyncable.app.intake.review.Appeal;
import io.asyncable.app.intake.review.Filing;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The Board's docket. */
@Component
class Docket {

  private final Appeals appeals;
  private final Asyncables asyncables;
  private final EvidenceSettings settings;
  private final Clock clock;

  Docket(Appeals appeals, Asyncables asyncables, EvidenceSettings settings, Clock clock) {
    this.appeals = appeals;
    this.asyncables = asyncables;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Places the appeal, unless it is there, and sets the timer that ends its evidence window, unless
   * it was decided before.
   */
  @Transactional
  void place(UUID id) {
    if (appeals.docket(id, clock.instant()) > 0) {
      Appeal appeal = appeals.findById(id).orElseThrow();
      if (appeal.decidedAt() == null) {
        asyncables.submit(new TaskTimer(appeal), endOfEvidence(appeal.filing()));
      }
    }
  }

  private Instant endOfEvidence(Filing filing) {
    return filing
        .receiptDate()
        .plus(settings.evidenceWindow())
        .atStartOfDay(settings.zone())
        .toInstant();
  }
}
