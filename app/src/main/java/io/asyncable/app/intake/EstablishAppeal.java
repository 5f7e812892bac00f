package io.asyncable.app.intake;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import org.springframework.stereotype.Component;

/** Learns who appeals and places the appeal on the Board's docket. */
@Component
class EstablishAppeal implements AsyncableHandler<Appeal> {

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

  @Override
  public RecordAttributes attributes() {
    return Review.ATTRIBUTES;
  }

  @Override
  public RecordDescription describe(Appeal appeal) {
    return appeal.describe();
  }
}
