package io.asyncable.ops.pages;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import org.springframework.stereotype.Component;

/** Describes claims; no claim is ever processed. */
@Component
class EstablishClaim implements AsyncableHandler<Claim> {

  @Override
  public void process(Claim claim, Attempt attempt) {}

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.subject("fileNumber").submittedBy("submittedBy").tenant("office");
  }

  @Override
  public RecordDescription describe(Claim claim) {
    return new RecordDescription("Claim of " + claim.fileNumber, "/claims/" + claim.id);
  }
}
