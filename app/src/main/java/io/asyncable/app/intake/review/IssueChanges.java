package io.asyncable.app.intake.review;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import jakarta.persistence.EntityManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes the issues of a filed review. */
@Component
class IssueChanges {

  private final EntityManager entityManager;
  private final RequestIssues issues;
  private final Asyncables asyncables;

  IssueChanges(EntityManager entityManager, RequestIssues issues, Asyncables asyncables) {
    this.entityManager = entityManager;
    this.issues = issues;
    this.asyncables = asyncables;
  }

  @Transactional
  RequestIssuesUpdate change(Review review, NewIssues change, String user) {
    var update = new RequestIssuesUpdate(review, user);
    asyncables.submit(update);
    change.add().forEach(text -> entityManager.persist(new RequestIssue(review, text, update)));
    var withdrawn = issues.findByIdInOrderById(change.withdraw());
    boolean all = withdrawn.size() == change.withdraw().stream().distinct().count();
    if (!all || !withdrawn.stream().allMatch(issue -> isOpen(issue, review))) {
      throw new ActionRefused(
          "Only issues of this review that are neither withdrawn nor decided can be withdrawn.");
    }
    withdrawn.forEach(issue -> withdraw(issue, update));
    return update;
  }

  private static boolean isOpen(RequestIssue issue, Review review) {
    return issue.review().equals(review.key())
        && !issue.isWithdrawn()
        && issue.disposition() == null;
  }

  private void withdraw(RequestIssue issue, RequestIssuesUpdate update) {
    issue.withdraw(update);
    if (issue.decisionSync().getSubmittedAt() != null) {
      asyncables.cancel(issue, "The issue was withdrawn.");
    }
  }
}
