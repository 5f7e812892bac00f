package io.asyncable.web.cluster;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class BreakersTest {

  private static final Instant PROBE = Instant.parse("2199-01-01T00:00:00Z");

  private final Rows rows;
  private final Site viewer;
  private final Site alice;

  BreakersTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.viewer = new Site(port, "viewer");
    this.alice = new Site(port, "alice");
  }

  @BeforeEach
  @AfterEach
  void clear() {
    rows.clear();
  }

  @Test
  void tellsWhichAreClosed() {
    HttpResponse<String> answer = viewer.get("/api/breakers");

    assertThat(Site.<List<String>>read(answer, "$.breakers[*].service")).containsExactly("post");
    assertThat(Site.<Boolean>read(answer, "$.breakers[0].open")).isFalse();
    assertThat(Site.<List<String>>read(answer, "$.breakers[0].types")).containsExactly("Parcel");
    assertThat(Site.<Object>read(answer, "$.breakers[0].held")).isNull();
    assertThat(viewer.get("/jobs/breakers").body()).contains("closed on every worker");
  }

  @Test
  void tellsWhereOneIsOpenAndWhatItHolds() {
    rows.parcel("waits", "alice", T, Map.of());
    rows.parcel(
        "waits too", "alice", T, Map.of("attempts", 1, "attempted_at", T, "error", "Timeout"));
    rows.invoice(1, T);
    long epoch = rows.consumer("<u>host</u>");
    rows.openBreaker("post", PROBE);
    rows.openBreaker("<s>unknown</s>", PROBE);

    HttpResponse<String> answer = viewer.get("/api/breakers");
    Map<String, Object> post = breaker(answer, "post");
    assertThat(post)
        .containsEntry("open", true)
        .containsEntry("held", Map.of("number", 2, "capped", false))
        .containsEntry(
            "workers",
            List.of(
                Map.of(
                    "worker",
                    (int) epoch,
                    "name",
                    "<u>host</u>",
                    "state",
                    "open",
                    "since",
                    T.toString(),
                    "probeAt",
                    PROBE.toString())));
    assertThat(breaker(answer, "<s>unknown</s>")).containsEntry("types", List.of());
    assertThat(viewer.get("/jobs/breakers").body())
        .contains("&lt;u&gt;host", "&lt;s&gt;unknown", ", next probe", "2199-01-01 00:00:00")
        .doesNotContain("<u>", "<s>", "style=");
  }

  @Test
  void whoSeesOnlyOwnRecordsSeesNoBreakers() {
    assertThat(alice.get("/jobs/breakers").statusCode()).isEqualTo(403);
    assertThat(alice.get("/api/breakers").statusCode()).isEqualTo(403);
  }

  private static Map<String, Object> breaker(HttpResponse<String> answer, String service) {
    List<Map<String, Object>> found =
        Site.read(answer, "$.breakers[?(@.service == '%s')]".formatted(service));
    return found.get(0);
  }
}
