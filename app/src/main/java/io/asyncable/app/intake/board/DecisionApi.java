package io.asyncable.app.intake.board;

import io.asyncable.app.intake.IntakeAccess;
import io.asyncable.app.intake.review.Accepted;
import io.asyncable.app.intake.review.Review;
import io.asyncable.app.intake.review.ReviewDesk;
import io.asyncable.app.intake.review.ReviewType;
import io.asyncable.app.system.ApiController;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

@ApiController
@Tag(name = "intake")
class DecisionApi {

  private final ReviewDesk desk;
  private final Decisions decisions;
  private final Clock clock;

  DecisionApi(ReviewDesk desk, Decisions decisions, Clock clock) {
    this.desk = desk;
    this.decisions = decisions;
    this.clock = clock;
  }

  @PostMapping("/api/intake/reviews/appeal/{id}/decision")
  @Operation(summary = "Record the decision of an appeal; takes the role OPERATOR")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted decide(
      @PathVariable String id, @Valid @RequestBody NewDecision decision, Authentication user) {
    IntakeAccess.requireDeciding(user);
    Review appeal = desk.find(ReviewType.APPEAL.code(), id, user);
    var document = decisions.decide(appeal.id(), decision, user.getName());
    return new Accepted("DecisionDocument", document.id(), document.async().state(clock.instant()));
  }
}
