package io.asyncable.test.depot;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where parcels wait: the depot is their tenant. */
class Depots {

  /** Public for the template. */
  public record Depot(String name, long parcels) {}

  private final JdbcClient jdbc;

  Depots(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Depot> all() {
    return jdbc.sql("select tenant, count(*) as parcels from parcel group by 1 order by 1")
        .query((row, index) -> new Depot(row.getString("tenant"), row.getLong("parcels")))
        .list();
  }
}
