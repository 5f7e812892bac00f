package io.asyncable.app.intake.board;

import io.asyncable.Attempt;
import io.asyncable.app.intake.review.Appeal;
import io.asyncable.app.intake.review.ReviewHandler;
import io.asyncable.app.intake.veteran.Identification;
import org.springframework.stereotype.Component;

/** Learns who appeals and places the appeal on the Board's docket. */
@Component
class EstablishAppeal implements ReviewHandler<Appeal> {

  private final Identification identification;
  private final Docket docket;

  EstablishAppeal(Identification identification, Docket docket) {
    this.identification = identification;
    this.docket = docket;
  }

  @Override
  public void process(Appeal appeal, Attempt attempt) {
    identification.identify(appeal.veteran(), attempt);
    docket.place(appeal.id());
  }
}
