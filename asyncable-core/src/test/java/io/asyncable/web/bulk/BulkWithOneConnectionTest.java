package io.asyncable.web.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.web.Explained;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WorkingSite;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A bulk action where nobody can have a second connection while holding one. */
@WorkingSite
@TestPropertySource(properties = "spring.datasource.hikari.maximum-pool-size=1")
class BulkWithOneConnectionTest {

  @Autowired Explained explained;
  @Autowired Rows rows;

  @Test
  void cancelsWhatIsSelected() {
    Map<String, Object> later = Map.of("due_at", Instant.now().plus(Duration.ofHours(1)));
    String id = rows.parcel("unwanted", "alice", Instant.now(), later);

    HttpResponse<String> begun =
        explained
            .site()
            .json(
                "/api/bulk",
                "{\"act\":\"cancel\",\"reason\":\"twice\",\"record\":[\"Parcel:%s\"]}"
                    .formatted(id));

    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    String bulk = "/api/bulk/" + Site.read(begun, "$.id");
    await()
        .untilAsserted(
            () ->
                assertThat(Site.<String>read(explained.site().get(bulk), "$.state"))
                    .isEqualTo("PROCESSED"));
    assertThat(Site.<String>read(explained.site().get("/api/jobs/Parcel/" + id), "$.state"))
        .isEqualTo("CANCELED");
  }
}
