package io.asyncable.app.intake.board;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.app.intake.review.Appeal;
import io.asyncable.app.intake.review.RequestIssue;
import io.asyncable.app.intake.review.RequestIssues;
import io.asyncable.app.intake.review.ReviewKey;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the Board decides on appeals, and what follows from it. */
@Component
@Transactional
class Decisions {

  private final Appeals appeals;
  private final RequestIssues issues;
  private final DecisionDocuments documents;
  private final TaskTimers timers;
  private final Asyncables asyncables;
  private final Clock clock;

  Decisions(
      Appeals appeals,
      RequestIssues issues,
      DecisionDocuments documents,
      TaskTimers timers,
      Asyncables asyncables,
      Clock clock) {
    this.appeals = appeals;
    this.issues = issues;
    this.documents = documents;
    this.timers = timers;
    this.asyncables = asyncables;
    this.clock = clock;
  }

  /** Grants these issues of the appeal and denies the rest. */
  DecisionDocument decide(UUID id, NewDecision decision, String user) {
    if (appeals.decide(id, clock.instant()) == 0) {
      throw new ActionRefused("Appeal " + id + " is decided already.");
    }
    Appeal appeal = appeals.findById(id).orElseThrow();
    decide(appeal.key(), Set.copyOf(decision.granted()));
    // Changes nothing if the timer has ended. If it runs now, its result is discarded.
    timers
        .findByAppeal(appeal)
        .ifPresent(timer -> asyncables.cancel(timer, EndEvidenceWindow.DECIDED));
    var document = new DecisionDocument(appeal, decision.text(), user);
    asyncables.submit(document);
    return document;
  }

  private void decide(ReviewKey appeal, Set<UUID> granted) {
    List<RequestIssue> open =
        issues.findByReviewOrderById(appeal).stream()
            .filter(issue -> !issue.isWithdrawn())
            .toList();
    if (!open.stream().map(RequestIssue::id).toList().containsAll(granted)) {
      throw new ActionRefused("Only issues of the appeal that are not withdrawn can be granted.");
    }
    open.forEach(issue -> issue.decide(granted.contains(issue.id()) ? "granted" : "denied"));
  }

  /** Stores the upload and puts each grant into effect once. */
  void uploaded(UUID id, String documentId) {
    if (documents.uploaded(id, documentId) > 0) {
      DecisionDocument document = documents.findById(id).orElseThrow();
      asyncables.submitAll(
          issues.granted(document.appeal().key()).stream()
              .map(issue -> new BoardGrantEffectuation(issue, document))
              .toList());
    }
  }
}
