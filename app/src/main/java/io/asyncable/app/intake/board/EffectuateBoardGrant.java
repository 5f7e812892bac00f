package io.asyncable.app.intake.board;

import io.asyncable.AsyncableHandler;
import io.asyncable.Attempt;
import io.asyncable.RecordAttributes;
import io.asyncable.RecordDescription;
import io.asyncable.app.intake.external.Vbms;
import io.asyncable.app.intake.external.Vbms.NewClaim;
import io.asyncable.app.intake.external.Vbms.NewContention;
import io.asyncable.app.intake.review.Filing;
import io.asyncable.app.intake.review.RequestIssue;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens the claim that pays a grant of the Board, with the granted issue as its contention. */
@Component
class EffectuateBoardGrant implements AsyncableHandler<BoardGrantEffectuation> {

  private final Vbms vbms;
  private final BoardGrantEffectuations grants;

  EffectuateBoardGrant(Vbms vbms, BoardGrantEffectuations grants) {
    this.vbms = vbms;
    this.grants = grants;
  }

  @Override
  public void process(BoardGrantEffectuation grant, Attempt attempt) {
    if (grant.claimId() == null) {
      String key = attempt.idempotencyKey();
      RequestIssue issue = grant.issue();
      String claimId = vbms.establishClaim(claim(grant), key + ":claim");
      var contention = new NewContention(issue.id(), issue.description());
      vbms.createContentions(claimId, grant.id(), List.of(contention), key + ":contentions");
      grants.established(grant.id(), claimId);
    }
  }

  private static NewClaim claim(BoardGrantEffectuation grant) {
    Filing filing = grant.document().appeal().filing();
    return new NewClaim(
        grant.id(),
        filing.veteran().fileNumber(),
        filing.benefitType().endProduct("030BGR"),
        filing.receiptDate().toString());
  }

  @Override
  public RecordAttributes attributes() {
    return RecordAttributes.subject("issue.veteran.fileNumber")
        .submittedBy("document.submittedBy")
        .participantId("issue.veteran.participantId");
  }

  @Override
  public RecordDescription describe(BoardGrantEffectuation grant) {
    RecordDescription description =
        new RecordDescription("Grant of the Board", grant.document().appeal().key().path());
    String claimId = grant.claimId();
    return claimId == null ? description : description.fact("Claim in VBMS", claimId);
  }
}
