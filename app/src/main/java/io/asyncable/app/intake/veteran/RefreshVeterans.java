package io.asyncable.app.intake.veteran;

import io.asyncable.job.JobType;

/** Asks BGS again who all veterans are. */
@JobType("veteran.refresh-all")
record RefreshVeterans() {}
