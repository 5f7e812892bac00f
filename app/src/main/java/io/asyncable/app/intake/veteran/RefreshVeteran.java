package io.asyncable.app.intake.veteran;

import io.asyncable.job.JobType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** Asks BGS again who a veteran is, because names and participant ids change after a review. */
@JobType("veteran.refresh")
record RefreshVeteran(
    @NotNull @Pattern(regexp = "\\d{8,9}", message = "must be 8 or 9 digits") String fileNumber) {}
