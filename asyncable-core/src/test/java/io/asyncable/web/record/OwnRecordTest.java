package io.asyncable.web.record;

import static io.asyncable.test.web.Explained.exactly;
import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Alice, who sees what she submitted, reads why it is where it is, but of no machine or operator.
 */
@WebTest
class OwnRecordTest {

  /** A list tells it as seen from now only. */
  private static final String T_TOLD = "(at 2026-01-31 10:00:00 UTC|\\d+ d ago)";

  private final Rows rows;
  private final Site alice;
  private final Site viewer;

  OwnRecordTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.alice = new Site(port, "alice");
    this.viewer = new Site(port, "viewer");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void aPauseIsToldWithoutWhoAndWhy() {
    String id = rows.parcel("p", "alice", T, Map.of());
    rows.pause("default", "olga", "the courier is drunk");

    for (String address : addresses(id)) {
      assertThat(exactly(alice.get(address).body()))
          .as(address)
          .containsPattern("The queue default was paused by an operator " + T_TOLD + "\\.")
          .doesNotContain("olga", "drunk");
      assertThat(exactly(viewer.get(address).body()))
          .as(address)
          .containsPattern("was paused by olga " + T_TOLD + " \\(the courier is drunk\\)\\.");
    }
  }

  @Test
  void aWorkerIsToldByItsEpoch() {
    long epoch = rows.consumer("depot:1");
    String id =
        rows.parcel("p", "alice", T, Map.of("attempts", 1, "attempted_at", T, "claimed_by", epoch));

    for (String address : addresses(id)) {
      assertThat(exactly(alice.get(address).body()))
          .as(address)
          .containsPattern(
              "Running on worker with the epoch " + epoch + " (since 2026-01-31|for \\d+ d)")
          .doesNotContain("depot");
      assertThat(viewer.get(address).body()).as(address).contains("Running on worker depot:1");
    }
    rows.kill(epoch);
    for (String address : addresses(id)) {
      assertThat(exactly(alice.get(address).body()))
          .as(address)
          .contains("with the epoch " + epoch)
          .doesNotContain("depot");
    }
  }

  @Test
  void noAttemptTellsWhereItRan() {
    String id =
        rows.parcel(
            "p",
            "alice",
            T,
            Map.of("attempts", 1, "attempted_at", T, "error", "Lost: x", "cause", "worker_died"));
    rows.history(id, T, 1, "lost", T.plusSeconds(9));

    for (String address : addresses(id)) {
      assertThat(exactly(alice.get(address).body()))
          .as(address)
          .contains("on a worker, which is dead")
          .doesNotContain("depot");
      assertThat(viewer.get(address).body()).as(address).contains("depot:1");
    }
    assertThat(alice.get("/jobs/Parcel/" + id).body()).contains("on epoch 7");
  }

  @Test
  void whoCanceledItAndWhyIsTold() {
    String id = rows.concluded("p", "alice", Map.of("canceled_at", T));
    rows.history(id, T, 0, "canceled", T, "olga", "filed twice");

    assertThat(alice.get("/api/jobs/Parcel/" + id).body()).contains("by olga (filed twice)");
  }

  private static List<String> addresses(String id) {
    return List.of("/api/jobs", "/jobs", "/api/jobs/Parcel/" + id, "/jobs/Parcel/" + id);
  }
}
