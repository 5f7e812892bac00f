package io.asyncable.app.intake.claim;

import io.asyncable.Asyncables;
import io.asyncable.app.intake.external.Vbms;
import io.asyncable.app.intake.external.Vbms.NewContention;
import io.asyncable.app.intake.review.RequestIssue;
import io.asyncable.app.intake.review.RequestIssues;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the contentions in VBMS in step with the issues of a review. */
@Component
class Contentions {

  private final Vbms vbms;
  private final RequestIssues issues;
  private final Asyncables asyncables;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Contentions(
      Vbms vbms,
      RequestIssues issues,
      Asyncables asyncables,
      TransactionTemplate transaction,
      Clock clock) {
    this.vbms = vbms;
    this.issues = issues;
    this.asyncables = asyncables;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Creates them, then has their decisions synced.
   *
   * @param reference our own id of the record that asks for them
   */
  void create(String claimId, UUID reference, List<RequestIssue> without, String key) {
    if (!without.isEmpty()) {
      var contentions =
          without.stream()
              .map(issue -> new NewContention(issue.id(), issue.description()))
              .toList();
      var created = vbms.createContentions(claimId, reference, contentions, key + ":contentions");
      transaction.executeWithoutResult(status -> created(created));
    }
  }

  /** Removes them; each call has a key of its own, so a repeat skips what was done. */
  void remove(List<RequestIssue> withdrawn, String key) {
    for (RequestIssue issue : withdrawn) {
      vbms.removeContention(issue.contentionId(), key + ":remove:" + issue.contentionId());
      transaction.executeWithoutResult(status -> removed(issue.id()));
    }
  }

  // An issue with a contention was submitted together with it. A second submission would sync it
  // again.
  private void created(Map<UUID, String> contentionIds) {
    var fresh =
        issues.findByIdInOrderById(contentionIds.keySet()).stream()
            .filter(issue -> issue.contentionId() == null)
            .toList();
    fresh.forEach(issue -> issue.contendedAs(contentionIds.get(issue.id())));
    asyncables.submitAll(fresh.stream().filter(issue -> !issue.isWithdrawn()).toList());
  }

  private void removed(UUID issue) {
    issues
        .findByIdInOrderById(List.of(issue))
        .forEach(found -> found.contentionRemoved(clock.instant()));
  }
}
