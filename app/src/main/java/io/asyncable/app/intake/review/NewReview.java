package io.asyncable.app.intake.review;

import io.asyncable.app.system.Sizes;
import jakarta.validation.GroupSequence;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;

/** A review to file. JSON and CSV follow the same rules. */
@GroupSequence({Sizes.class, NewReview.class})
public record NewReview(
    @NotNull(message = "is missing") ReviewType type,
    @NotNull(message = "is missing")
        @Pattern(regexp = "\\d{8,9}", message = "must be 8 or 9 digits")
        String fileNumber,
    @NotNull(message = "is missing")
        @NotBefore("1900-01-01")
        @PastOrPresent(message = "is in the future")
        LocalDate receiptDate,
    @NotNull(message = "is missing") BenefitType benefitType,
    @NotEmpty(message = "are missing")
        @Size(max = 20, message = "are more than {max}", groups = Sizes.class)
        List<@IssueText String> issues) {}
