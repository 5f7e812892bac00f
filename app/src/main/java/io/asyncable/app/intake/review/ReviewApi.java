package io.asyncable.app.intake.review;

import io.asyncable.app.intake.IntakeAccess;
import io.asyncable.app.intake.veteran.VeteranRefresh;
import io.asyncable.app.system.ApiController;
import io.asyncable.job.Enqueued;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

@ApiController
@Tag(name = "intake", description = "Reviews of veterans' claims.")
@RequestMapping("/api/intake/reviews")
class ReviewApi {

  private final Intake intake;
  private final ReviewDesk desk;
  private final IssueChanges changes;
  private final VeteranRefresh refresh;
  private final Clock clock;

  ReviewApi(
      Intake intake, ReviewDesk desk, IssueChanges changes, VeteranRefresh refresh, Clock clock) {
    this.intake = intake;
    this.desk = desk;
    this.changes = changes;
    this.refresh = refresh;
    this.clock = clock;
  }

  @PostMapping
  @Operation(summary = "File a review; takes the role SUBMITTER or OPERATOR")
  ResponseEntity<Accepted> file(@Valid @RequestBody NewReview review, Authentication user) {
    IntakeAccess.requireFiling(user);
    Review filed = intake.file(review, user.getName());
    String code = filed.type().code();
    return ResponseEntity.created(URI.create("/api/intake/reviews/" + code + "/" + filed.id()))
        .body(new Accepted(code, filed.id(), filed.establishment().state(clock.instant())));
  }

  @GetMapping("/{type}/{id}")
  @Operation(summary = "Show a review to operators, viewers and whoever filed it")
  ReviewView review(@PathVariable String type, @PathVariable String id, Authentication user) {
    return desk.view(type, id, user);
  }

  @PostMapping("/{type}/{id}/issues")
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

  @PostMapping("/{type}/{id}/veteran")
  @Operation(summary = "Ask BGS again who the veteran is; takes the role SUBMITTER or OPERATOR")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Enqueued refreshVeteran(@PathVariable String type, @PathVariable String id, Authentication user) {
    IntakeAccess.requireFiling(user);
    return refresh.of(desk.find(type, id, user).veteran());
  }
}
