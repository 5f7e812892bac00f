package io.asyncable.app.intake;

import io.asyncable.Asyncable;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import java.util.UUID;

/** A decision review: what its three kinds have in common. */
interface Review {

  /** Where every review has its subject, the user who filed it, and BGS's id of the veteran. */
  RecordAttributes ATTRIBUTES =
      RecordAttributes.subject("filing.veteran.fileNumber")
          .submittedBy("filing.submittedBy")
          .participantId("filing.veteran.participantId");

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
