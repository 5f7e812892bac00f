package io.asyncable.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncables;
import io.asyncable.test.web.Explained;
import io.asyncable.test.web.Explained.Told;
import io.asyncable.test.web.Parcel;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WorkingSite;
import io.asyncable.test.web.WorkingSite.Script;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The reasons of an application without any sweeper. */
@WorkingSite
@TestPropertySource(
    properties = {"asyncable.roles=worker,web", "asyncable.types.Parcel.retry-interval=300ms"})
class WhyNobodySweepsTest {

  @Autowired Asyncables asyncables;
  @Autowired Script script;
  @Autowired Explained explained;
  @Autowired Rows rows;

  @AfterEach
  void clear() {
    script.lines.clear();
    rows.clear();
  }

  @Test
  void theTimerIsOverdueBecauseNoSweeperIsRunning() {
    Parcel parcel = new Parcel();
    script.lines.put(
        "Parcel:" + parcel.id,
        attempt -> {
          throw new IllegalStateException("closed");
        });
    asyncables.submit(parcel);

    Told told = explained.await(parcel, "timer_overdue", "Attempt 1 failed");
    assertThat(told.why())
        .startsWith(
            "Attempt 1 failed with IllegalStateException. No sweeper is running: the record was due at 20")
        .endsWith(" UTC.");
    assertThat(told.next())
        .isEqualTo("No attempt begins until an instance with the role sweeper starts.");
    assertThat(told.action()).isEqualTo("start_sweeper");
    assertThat(Site.<List<String>>read(explained.site().get("/api/health"), "$.problems[*].what"))
        .contains("No sweeper is running.");
  }

  @Test
  void nobodyWouldNoticeTheTimeOfAScheduledRecord() {
    Parcel parcel = new Parcel();
    asyncables.submit(parcel, Instant.parse("2199-01-01T00:00:00Z"));

    Told told = explained.await(parcel, "scheduled");
    assertThat(told.next())
        .startsWith("No sweeper is running, so nothing will begin at that time.");
    assertThat(told.action()).isEqualTo("start_sweeper");
  }
}
