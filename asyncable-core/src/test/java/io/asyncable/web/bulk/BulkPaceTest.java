package io.asyncable.web.bulk;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.EngineDriver;
import io.asyncable.test.InlineConfiguration;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@WebTest
@Import({InlineConfiguration.class, EngineDriver.class})
@TestPropertySource(properties = "asyncable.web.bulk-rate=2")
class BulkPaceTest {

  /** The first may come at the end of its half second, the others each take one. */
  @Test
  void actsOnNoMoreRecordsASecondThanConfigured(
      @Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    rows.clear();
    for (int i = 0; i < 4; i++) {
      rows.parcel("p", "alice", T, Map.of());
    }

    new Site(port, "operator")
        .json("/api/bulk", "{\"act\":\"cancel\",\"all\":true,\"reason\":\"r\"}");

    assertThat(
            jdbc.sql(
                    """
                    select count(*) || ' ' || (max(at) - min(at) > interval '0.95 s')
                    from asyncable_bulk_item
                    """)
                .query(String.class)
                .single())
        .isEqualTo("4 true");
  }
}
