package io.asyncable.app.intake;

import io.asyncable.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@Tag(name = "intake", description = "Reviews of veterans' claims.")
@RequestMapping("/api/intake")
class ReviewApi {

  private final Intake intake;
  private final ReviewImport imports;
  private final ReviewDesk desk;
  private final IssueChanges changes;
  private final Decisions decisions;
  private final Clock clock;

  ReviewApi(
      Intake intake,
      ReviewImport imports,
      ReviewDesk desk,
      IssueChanges changes,
      Decisions decisions,
      Clock clock) {
    this.intake = intake;
    this.imports = imports;
    this.desk = desk;
    this.changes = changes;
    this.decisions = decisions;
    this.clock = clock;
  }

  /** What was accepted; the work that follows from it is a record of its own, shown on /jobs. */
  record Accepted(String type, UUID id, State state) {}

  @PostMapping("/reviews")
  @Operation(summary = "File a review; takes the role SUBMITTER or OPERATOR")
  ResponseEntity<Accepted> file(@Valid @RequestBody NewReview review, Authentication user) {
    IntakeAccess.requireFiling(user);
    Review filed = intake.file(review, user.getName());
    String code = filed.type().code();
    return ResponseEntity.created(URI.create("/api/intake/reviews/" + code + "/" + filed.id()))
        .body(new Accepted(code, filed.id(), filed.establishment().state(clock.instant())));
  }

  @GetMapping("/reviews/{type}/{id}")
  @Operation(summary = "Show a review to operators, viewers and whoever filed it")
  ReviewView review(@PathVariable String type, @PathVariable String id, Authentication user) {
    return desk.view(type, id, user);
  }

  @PostMapping("/reviews/{type}/{id}/issues")
  @Operation(summary = "Add and withdraw issues of a review; takes the role SUBMITTER or OPERATOR")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted changeIssues(
      @PathVariable String type,
      @PathVariable String id,
      @Valid @RequestBody NewIssues issues,
      Authentication user) {
    IntakeAccess.requireFiling(user);
    var update = changes.change(desk.find(type, id, user), issues, user.getName());
    return new Accepted("RequestIssuesUpdate", update.id(), update.async().state(clock.instant()));
  }

  @PostMapping("/reviews/appeal/{id}/decision")
  @Operation(summary = "Record the decision of an appeal; takes the role OPERATOR")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Accepted decide(
      @PathVariable String id, @Valid @RequestBody NewDecision decision, Authentication user) {
    IntakeAccess.requireDeciding(user);
    Review appeal = desk.find(ReviewType.APPEAL.code(), id, user);
    var document = decisions.decide(appeal.id(), decision, user.getName());
    return new Accepted("DecisionDocument", document.id(), document.async().state(clock.instant()));
  }

  @PostMapping("/imports")
  @Operation(summary = "File the reviews of a CSV file; takes the role SUBMITTER or OPERATOR")
  ImportResult importFile(@RequestParam MultipartFile file, Authentication user) {
    IntakeAccess.requireFiling(user);
    return imports.run(file, user.getName());
  }
}
