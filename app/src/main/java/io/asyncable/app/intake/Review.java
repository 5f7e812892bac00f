package io.asyncable.app.intake;

import io.asyncable.Asyncable;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import java.util.UUID;

/** A decision review: what its three kinds have in common. */
interface Review {

  /** Where every review has its subject and the user who filed it. */
  RecordAttributes ATTRIBUTES =
      RecordAttributes.subject("filing.veteran.fileNumber").submittedBy("filing.submittedBy");

  UUID id();

  ReviewType type();

  Filing filing();

  Asyncable establishment();

  default ReviewKey key() {
    return new ReviewKey(type(), id());
  }

  default Veteran veteran() {
    return filing().veteran();
  }

  default RecordDescription describe() {
    return new RecordDescription(type().label(), key().path())
        .fact("Benefit", filing().benefitType().code())
        .fact("Received", filing().receiptDate().toString());
  }
}
