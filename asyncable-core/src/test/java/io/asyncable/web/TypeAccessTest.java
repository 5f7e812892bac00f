package io.asyncable.web;

import static io.asyncable.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A clerk may do everything to invoices and knows of nothing else. */
@WebTest
class TypeAccessTest {

  private final Rows rows;
  private final Site clerk;
  private String parcel = "";

  TypeAccessTest(@Autowired Rows rows, @LocalServerPort int port) {
    this.rows = rows;
    this.clerk = new Site(port, "clerk");
  }

  @BeforeEach
  void insert() {
    rows.clear();
    rows.invoice(7, T);
    parcel = rows.parcel("a parcel", "clerk", T, Map.of());
  }

  @Test
  void listsTheAllowedTypeOnly() {
    assertThat(Site.<List<String>>read(clerk.get("/api/jobs"), "$.jobs[*].type"))
        .containsExactly("Invoice");
    assertThat(Site.<Integer>read(clerk.get("/api/jobs"), "$.total")).isEqualTo(1);
    assertThat(clerk.get("/jobs").body()).contains("Invoice 7").doesNotContain("arcel");
    assertThat(clerk.get("/jobs?type=Parcel").body()).doesNotContain("a parcel");
  }

  @Test
  void exportsTheAllowedTypeOnly() {
    for (String file : List.of("/jobs.csv", "/api/jobs.csv")) {
      assertThat(clerk.get(file).body()).contains("\r\nInvoice,7,").doesNotContain("Parcel");
      assertThat(clerk.get(file + "?type=Parcel").body()).doesNotContain(parcel);
    }
  }

  @Test
  void showsRecordsOfTheAllowedTypeOnly() {
    for (String prefix : List.of("/jobs/", "/api/jobs/")) {
      assertThat(clerk.get(prefix + "Invoice/7").statusCode()).isEqualTo(200);
      assertThat(clerk.get(prefix + "Parcel/" + parcel).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void actsOnTheAllowedTypeOnly() {
    assertThat(clerk.json("/api/jobs/Parcel/" + parcel + "/cancel", "{}").statusCode())
        .isEqualTo(403);
    assertThat(clerk.json("/api/jobs/Invoice/7/cancel", "{}").statusCode()).isEqualTo(200);
  }
}
