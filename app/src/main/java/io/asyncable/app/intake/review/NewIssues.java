package io.asyncable.app.intake.review;

import io.asyncable.app.system.Sizes;
import jakarta.validation.GroupSequence;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of the issues of a review: texts to add, ids to withdraw. */
@GroupSequence({Sizes.class, NewIssues.class})
record NewIssues(
    @Size(max = 20, message = "are more than {max}", groups = Sizes.class)
        List<@IssueText String> add,
    @Size(max = 100, message = "are more than {max}", groups = Sizes.class)
        List<@NotNull(message = "is null") UUID> withdraw) {

  NewIssues(@Nullable List<String> add, @Nullable List<UUID> withdraw) {
    this.add = add == null ? List.of() : add;
    this.withdraw = withdraw == null ? List.of() : withdraw;
  }

  @AssertTrue(message = "add or withdraw at least one issue")
  boolean isChange() {
    return !add.isEmpty() || !withdraw.isEmpty();
  }
}
