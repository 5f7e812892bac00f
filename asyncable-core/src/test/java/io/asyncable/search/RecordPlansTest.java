package io.asyncable.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Plans;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** What a page costs follows the live records, never the size of the table. */
@WebTest
@Import(Plans.class)
@TestInstance(Lifecycle.PER_CLASS)
class RecordPlansTest {

  private final Rows rows;
  private final Plans plans;
  private final Site operator;
  private final Site alice;

  RecordPlansTest(@Autowired Rows rows, @Autowired Plans plans, @LocalServerPort int port) {
    this.rows = rows;
    this.plans = plans;
    this.operator = new Site(port, "operator");
    this.alice = new Site(port, "alice");
  }

  @BeforeAll
  void fill() {
    rows.clear();
    rows.manyParcels(30_000, 1_500);
    rows.scheduledParcels(5_000);
    rows.oldFailures("aaaaaaaaaaaaaaaa");
    rows.refusedParcels(500, "aaaaaaaaaaaaaaaa");
    rows.refusedParcels(3, "bbbbbbbbbbbbbbbb");
    rows.refusedParcels(1_500, "eeeeeeeeeeeeeeee");
    rows.openBreaker("post", Rows.T);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sort=newest",
        "sort=attempted",
        "sort=due",
        "sort=need",
        "search=subject+7",
        "type=Parcel",
        "state=queued",
        "state=expired",
        "state=scheduled",
        "reason=scheduled&sort=newest",
        "state=retrying&sort=due",
        "state=not-submitted",
        "reason=expired-window",
        "reason=held",
        "reason=worker_died",
        "reason=timer_overdue",
        "reason=expired",
        "error=Timeout",
        "error=Nothing",
        "fingerprint=aaaaaaaaaaaaaaaa",
        "fingerprint=bbbbbbbbbbbbbbbb&sort=newest",
        "fingerprint=cccccccccccccccc",
        "fingerprint=eeeeeeeeeeeeeeee&sort=newest",
        "fingerprint=eeeeeeeeeeeeeeee&sort=due",
        "age=1d",
        "subject=subject+7",
        "tenant=north",
        "submittedBy=alice&sort=newest"
      })
  void noStatementOfTheListReadsAWholeTable(String query) {
    for (Site user : List.of(operator, alice)) {
      List<String> seen = plans.during(() -> walk(user, query));
      assertThat(seen).anyMatch(plan -> plan.contains(" on parcel")).noneMatch(Plans::isSlow);
    }
    assertThat(plans.during(() -> operator.get("/jobs.csv?" + query))).noneMatch(Plans::isSlow);
  }

  /** However many are scheduled: the scan of the index ends, or begins, before them. */
  @ParameterizedTest
  @ValueSource(strings = {"", "sort=newest", "type=Parcel", "state=queued&sort=newest"})
  void theListOfWhatIsStuckPassesNothingThatIsScheduled(String query) {
    assertThat(plans.during(() -> walk(operator, query)))
        .filteredOn(plan -> plan.contains(" as type, b.*") && plan.contains(" on parcel"))
        .isNotEmpty()
        .allSatisfy(
            plan -> assertThat(plan).containsPattern("Index Cond: .*last_submitted_at <= "));
  }

  @Test
  void whatIsLiveIsCountedAlongItsIndex() {
    for (String page : List.of("/jobs", "/jobs/types", "/jobs/types/Parcel")) {
      assertThat(plans.during(() -> operator.get(page)))
          .anyMatch(plan -> plan.contains("width_bucket") && plan.contains(" on parcel"))
          .noneMatch(Plans::isSlow);
    }
  }

  /** Of a type that never failed so, an index on the ids alone would be passed in vain. */
  @Test
  void theEndsOfAGroupAreFoundByItsIndexForEveryType() {
    List<String> seen = plans.during(() -> operator.get("/jobs/errors/aaaaaaaaaaaaaaaa"));
    assertThat(seen)
        .anyMatch(plan -> plan.contains("asyncable_history_kind_idx"))
        .noneMatch(plan -> plan.contains("asyncable_history_pkey"));
  }

  private static void walk(Site user, String query) {
    String next = Site.read(user.get("/api/jobs?" + query), "$.next");
    if (next != null) {
      assertThat(user.get("/api/jobs?" + query + "&page=" + next).statusCode()).isEqualTo(200);
    }
  }
}
