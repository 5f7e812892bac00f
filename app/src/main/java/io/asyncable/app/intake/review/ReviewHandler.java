package io.asyncable.app.intake.review;

import io.asyncable.AsyncableHandler;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;

/** Establishes one kind of review. The engine reads the same attributes of every kind. */
public interface ReviewHandler<R extends Review> extends AsyncableHandler<R> {

  @Override
  default RecordAttributes attributes() {
    return RecordAttributes.subject("filing.veteran.fileNumber")
        .submittedBy("filing.submittedBy")
        .participantId("filing.veteran.participantId");
  }

  @Override
  default RecordDescription describe(R review) {
    return review.describe();
  }
}
