package io.asyncable.app.intake.veteran;

import io.asyncable.job.JobHandler;
import io.asyncable.job.Jobs;
import io.asyncable.schedule.Recurring;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings what intake knows about all veterans up to date, once a week. */
@Component
class WeeklyRefresh {

  private final Veterans veterans;
  private final Jobs jobs;

  WeeklyRefresh(Veterans veterans, Jobs jobs) {
    this.veterans = veterans;
    this.jobs = jobs;
  }

  /** On Sunday night, when nobody waits for BGS. */
  @Recurring(name = "veterans.refresh", cron = "0 2 * * SUN", zone = "America/New_York")
  RefreshVeterans weekly() {
    return new RefreshVeterans();
  }

  /** A veteran whose refresh waits already is refreshed once. */
  @JobHandler
  @Transactional
  public void refresh(RefreshVeterans all) {
    try (Stream<String> fileNumbers = veterans.fileNumbers()) {
      jobs.enqueueAll(fileNumbers.map(RefreshVeteran::new));
    }
  }
}
