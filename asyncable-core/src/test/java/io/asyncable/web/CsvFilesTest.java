package io.asyncable.web;

import static io.asyncable.test.web.Rows.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.test.web.Rows;
import io.asyncable.test.web.Site;
import io.asyncable.test.web.WebTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;

@WebTest
class CsvFilesTest {

  private final Rows rows;
  private final CsvFiles files;
  private final Site operator;

  CsvFilesTest(@Autowired Rows rows, @Autowired CsvFiles files, @LocalServerPort int port) {
    this.rows = rows;
    this.files = files;
    this.operator = new Site(port, "operator");
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void fewLargeOnesAreWrittenAtATimeAndSmallOnesAlways() throws InterruptedException {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(CsvPlaces.AT_A_TIME);
    // A thread for each, which the common pool does not have on a machine of two cores.
    Executor threads = task -> new Thread(task).start();
    List<CompletableFuture<Void>> slow =
        Stream.generate(() -> CompletableFuture.runAsync(() -> write(begun, read), threads))
            .limit(CsvPlaces.AT_A_TIME)
            .toList();
    try {
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      for (String address : List.of("/jobs.csv", "/api/audit.csv", "/api/statistics.csv")) {
        HttpResponse<String> answer = operator.get(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
      }
      for (int i = 0; i < 1_200; i++) {
        rows.parcel("p" + i, "alice", T, Map.of("tenant", "a tenant with a long name " + i));
      }
      HttpResponse<String> large = operator.get("/jobs.csv");
      assertThat(large.statusCode()).isEqualTo(503);
      assertThat(large.headers().firstValue("Retry-After")).contains("5");
      assertThat(large.headers().firstValue("Content-Disposition")).isEmpty();
      assertThat(Site.<String>read(large, "$.detail")).contains("try again shortly");
    } finally {
      read.countDown();
    }
    slow.forEach(CompletableFuture::join);
    assertThat(operator.get("/jobs.csv").statusCode()).isEqualTo(200);
  }

  private void write(CountDownLatch begun, CountDownLatch read) {
    try {
      files.send(
          new CsvFiles.Table("slow", "a"),
          rows -> {
            rows.add("x".repeat(CsvPlaces.SMALL));
            begun.countDown();
            await().until(() -> read.getCount() == 0);
          },
          new MockHttpServletResponse());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void noCellIsCalculated() {
    assertThat(
            List.of(
                "+1+1", "-2+3", "\t=1", " =1", "＝1", "\r=1", "\u200b=1", "\ufeff@a", "\u000b +1"))
        .allSatisfy(text -> assertThat(CsvCell.safe(text)).isEqualTo("'" + text));
    assertThat(List.of("-5", "12345678", "a=b", ""))
        .allSatisfy(text -> assertThat(CsvCell.safe(text)).isEqualTo(text));
  }
}
