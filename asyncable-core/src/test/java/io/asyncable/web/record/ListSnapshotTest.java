package io.asyncable.web.record;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Plans;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** What a page of the list says of one moment, whatever is committed while it is read. */
@WebTest
@Import(Plans.class)
class ListSnapshotTest {

  private static final int SUBMITTED = 60;

  private final Rows rows;
  private final Plans plans;
  private final Site operator;

  ListSnapshotTest(@Autowired Rows rows, @Autowired Plans plans, @LocalServerPort int port) {
    this.rows = rows;
    this.plans = plans;
    this.operator = new Site(port, "operator");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void aRowCostsNoStatement() {
    ofEachNeed(2);
    operator.get("/jobs");
    int ofFew = plans.during(() -> operator.get("/jobs")).size();
    ofEachNeed(14);

    assertThat(operator.get("/jobs").body()).contains("<strong>48</strong>");
    assertThat(plans.during(() -> operator.get("/jobs"))).hasSize(ofFew);
  }

  /** What holds many records back and why each waits is read once. */
  @Test
  void theStateOfTheEngineIsReadOnce() {
    ofEachNeed(1);
    assertThat(plans.during(() -> operator.get("/jobs")))
        .filteredOn(statement -> statement.contains("asyncable_queue_pause"))
        .hasSize(1);
  }

  private void ofEachNeed(int records) {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    for (int i = 0; i < records; i++) {
      rows.expired("p", "alice", "Refused: x");
      rows.parcel("p", "alice", T, Map.of("attempts", 1, "error", "Busy: x", "due_at", soon));
      rows.parcel("p", "bob", T, Map.of("due_at", soon));
    }
  }

  @Test
  void rowsTotalAndCountsByStateAreOfTheSameMoment() {
    rows.manyInvoices(SUBMITTED);
    String[] page = new String[1];

    plans.during(
        () -> page[0] = operator.get("/jobs?type=Invoice").body(),
        () -> rows.invoice(SUBMITTED, T.plus(Duration.ofHours(1))));

    assertThat(page[0])
        .containsPattern("<strong>" + SUBMITTED + "</strong>\\s+found")
        .containsPattern("state=queued\"[^>]*><strong>" + SUBMITTED + "</strong>");
    assertThat(operator.get("/jobs").body())
        .containsPattern("state=queued\"[^>]*><strong>" + (SUBMITTED + 1) + "</strong>");
  }
}
