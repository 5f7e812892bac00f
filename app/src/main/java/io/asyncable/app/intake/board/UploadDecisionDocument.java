package io.asyncable.app.intake.board;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.app.intake.external.Vbms;
import io.asyncable.app.intake.external.Vbms.NewDocument;
import org.springframework.stereotype.Component;

/** Puts a decision into the veteran's electronic folder, after which its grants take effect. */
@Component
class UploadDecisionDocument implements AsyncableHandler<DecisionDocument> {

  private final Vbms vbms;
  private final Decisions decisions;

  UploadDecisionDocument(Vbms vbms, Decisions decisions) {
    this.vbms = vbms;
    this.decisions = decisions;
  }

  @Override
  public void process(DecisionDocument document, Attempt attempt) {
    if (document.documentId() == null) {
      String key = attempt.idempotencyKey() + ":document";
      decisions.uploaded(document.id(), vbms.uploadDocument(upload(document), key));
    }
  }

  private static NewDocument upload(DecisionDocument document) {
    return new NewDocument(
        document.id(),
        document.appeal().veteran().fileNumber(),
        "Decision of the Board",
        document.text());
  }

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.subject("appeal.filing.veteran.fileNumber")
        .submittedBy("submittedBy")
        .participantId("appeal.filing.veteran.participantId");
  }

  @Override
  public RecordDescription describe(DecisionDocument document) {
    RecordDescription description =
        new RecordDescription("Decision document", document.appeal().key().path());
    String documentId = document.documentId();
    return documentId == null ? description : description.fact("Document in VBMS", documentId);
  }
}
