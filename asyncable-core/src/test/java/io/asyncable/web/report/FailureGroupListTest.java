package io.asyncable.web.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of a group of failures, of which many were submitted at the same time. */
@WebTest
@TestInstance(Lifecycle.PER_CLASS)
class FailureGroupListTest {

  private static final String LARGE = "aaaaaaaaaaaaaaaa";
  private static final String SMALL = "bbbbbbbbbbbbbbbb";

  private final Rows rows;
  private final JdbcClient jdbc;
  private final Site operator;

  FailureGroupListTest(
      @Autowired Rows rows, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.rows = rows;
    this.jdbc = jdbc;
    this.operator = new Site(port, "operator");
  }

  @BeforeAll
  void fill() {
    rows.clear();
    rows.manyParcels(3_000, 300);
    rows.oldFailures(LARGE);
    rows.refusedParcels(1_000, LARGE);
    rows.refusedParcels(150, SMALL);
    // A hundred each of the former and many more have one time, and a quarter a later one.
    jdbc.sql(
            """
            update parcel p set last_submitted_at = n.t from (
              select id, cast(:t as timestamptz) + (n % 4 / 3) * interval '1 hour' as t
              from (select id, row_number() over (order by id) as n from parcel
                where processed_at is null) o) n
            where p.id = n.id and (p.error like 'Refused%' or p.attempts = 0)
            """)
        .param("t", Rows.T.toString())
        .update();
    jdbc.sql(
            """
            update asyncable_history h set submission = p.last_submitted_at from parcel p
            where h.record_id = cast(p.id as text)
            """)
        .update();
    // Whoever failed so twice is listed once, and a former submission's failure does not count.
    jdbc.sql(
            """
            insert into asyncable_history (process_type, record_id, submission, attempt, event,
              occurred_at, fingerprint)
            select 'Parcel', record_id, case when id % 2 = 0 then submission else submission - interval '1 day' end,
              2, 'failed', occurred_at, case when id % 2 = 0 then fingerprint else :other end
            from asyncable_history where fingerprint = :group
            """)
        .param("group", SMALL)
        .param("other", LARGE)
        .update();
  }

  @ParameterizedTest
  @CsvSource({
    "aaaaaaaaaaaaaaaa, oldest, 1000",
    "aaaaaaaaaaaaaaaa, newest, 1000",
    "aaaaaaaaaaaaaaaa, attempted, 1000",
    "aaaaaaaaaaaaaaaa, due, 1000",
    "bbbbbbbbbbbbbbbb, oldest, 150",
    "bbbbbbbbbbbbbbbb, newest, 150",
    "bbbbbbbbbbbbbbbb, due, 150"
  })
  void isTheSameInEveryOrderPageByPage(String fingerprint, String sort, int records) {
    List<String> found = new ArrayList<>();
    List<Integer> totals = new ArrayList<>();
    String page = "";
    do {
      HttpResponse<String> answer =
          operator.get("/api/jobs?fingerprint=" + fingerprint + "&sort=" + sort + page);
      found.addAll(Site.read(answer, "$.jobs[*].id"));
      totals.add(Site.<Integer>read(answer, "$.total"));
      String next = Site.read(answer, "$.next");
      page = next == null ? "" : "&page=" + next;
    } while (!page.isEmpty());
    assertThat(found).doesNotHaveDuplicates().hasSize(records).containsAll(failed(fingerprint));
    assertThat(totals).containsOnly(records);
  }

  private List<String> failed(String fingerprint) {
    return jdbc.sql(
            """
            select distinct record_id from asyncable_history h
            where fingerprint = ? and exists (select 1 from parcel
              where cast(id as text) = record_id and last_submitted_at = submission
                and processed_at is null)
            """)
        .param(fingerprint)
        .query(String.class)
        .list();
  }
}
