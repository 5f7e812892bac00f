package io.asyncable.ops.pages;

import io.asyncable.ops.bench.Figure;
import io.asyncable.ops.bench.ResultsPage;
import io.asyncable.ops.bench.Series;
import io.asyncable.ops.bench.Servers;
import io.asyncable.ops.bench.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures how long the pages take beside millions of records, and how much they slow the engine;
 * {@code PAGES.md} says how and with what result:
 *
 * <pre>./mvnw -q -pl ops -am test-compile exec:exec \
 *   -Dbenchmark.main=io.asyncable.ops.pages.PagesBenchmark</pre>
 *
 * <p>System properties, given as {@code -Dbenchmark.options="-Dpages.processed=100000"}:
 *
 * <ul>
 *   <li>{@code pages.processed}, {@code pages.live}, {@code pages.failed}: how many claims there
 *       are; default 5000000, 100000 and 20000. They are kept in {@code target/pages} for the next
 *       run
 *   <li>{@code pages.failures}: how many failures each of two large groups has; default 100000
 *   <li>{@code pages.requests}: requests of each page and round; default 200
 *   <li>{@code pages.rounds}: rounds; default 3
 *   <li>{@code pages.depth}: how many pages the deep one is from the first; default 1000
 *   <li>{@code pages.errands}: records of each drain, 0 for none; default 20000
 *   <li>{@code pages.fill-only}: whether to end when the claims are there; default false
 *   <li>{@code pages.file}: the file to update, such as {@code PAGES.md}; default none
 * </ul>
 */
final class PagesBenchmark {

  private static final Path FOLDER = Path.of("target", "pages");
  private static final int WARM_UP = 60;
  private static final int READERS = 10;
  private static final int LONGEST_STATISTICS = 3650;
  private static final int COUNTS = 5;

  private final PagesOptions options;
  private final PagesReport report;
  private final Servers servers;
  private final String database;
  private final Tables tables;

  private PagesBenchmark(PagesOptions options, Servers servers) {
    this.options = options;
    this.report = new PagesReport(options);
    this.servers = servers;
    this.database = servers.database("pages");
    this.tables = new Tables(database, "claim", "asyncable_history");
  }

  public static void main(String[] arguments) throws IOException {
    // Numbers in the report read the same everywhere.
    Locale.setDefault(Locale.ROOT);
    PagesOptions options = PagesOptions.ofSystemProperties();
    try (Servers servers = Servers.kept(FOLDER)) {
      PagesBenchmark benchmark = new PagesBenchmark(options, servers);
      benchmark.run();
      if (!options.fillOnly()) {
        benchmark.tell();
      }
    }
    // The broker leaves threads behind that would keep the process.
    System.exit(0);
  }

  private void tell() throws IOException {
    System.out.println(report.markdown());
    if (!options.file().isEmpty()) {
      new ResultsPage(Path.of(options.file()), "results").put(report.markdown());
    }
  }

  private void run() throws IOException {
    try (Drain drain = new Drain(options.errands(), tables, database, servers.bootstrapServers())) {
      new Filling(tables, options.processed(), options.live(), options.failed(), options.failures())
          .fill();
      if (options.fillOnly()) {
        return;
      }
      tables.execute("truncate errand");
      try (WebProcess web = WebProcess.start(FOLDER, database, servers.bootstrapServers())) {
        Browser browser = new Browser(web.port());
        visit(browser);
        count(browser);
        download(browser);
        if (options.errands() > 0) {
          drain(drain, web.port());
        }
        report.say("The web application had at most %,d MB.".formatted(web.peakMegabytes()));
      }
    }
  }

  private void visit(Browser browser) {
    List<Visit> visits = visits(browser);
    visits.forEach(visit -> visit.times(browser, WARM_UP));
    for (int round = 0; round < options.rounds(); round++) {
      for (Visit visit : visits) {
        report.add(visit.name(), visit.times(browser, options.requests()));
      }
    }
  }

  private List<Visit> visits(Browser browser) {
    List<String> ids = new ArrayList<>();
    String cursor = walk(browser, ids);
    String subject = "%09d".formatted(options.processed() + 7);
    List<Visit> visits =
        new ArrayList<>(
            Stream.of(
                    "",
                    "type=Claim&state=expired",
                    "reason=expired-window",
                    "error=Vbms",
                    "error=Nothing",
                    "age=1h",
                    "subject=" + subject,
                    "tenant=office7",
                    "submittedBy=user7&sort=newest",
                    "sort=attempted",
                    "sort=due")
                .map(query -> Visit.of("/jobs" + (query.isEmpty() ? "" : "?" + query), list(query)))
                .toList());
    visits.add(Visit.of("/jobs, page %,d".formatted(options.depth()), list("page=" + cursor)));
    visits.add(new Visit("a record", number -> "/jobs/Claim/" + ids.get(number * 37 % ids.size())));
    for (String group : List.of(Filling.ONGOING, Filling.OVER)) {
      String of = group.equals(Filling.ONGOING) ? ", an outage that lasts" : ", one that is over";
      String list = "/jobs?fingerprint=" + group;
      visits.add(Visit.of("/jobs?fingerprint=…" + of, list));
      visits.add(Visit.of("/jobs/errors/…" + of, "/jobs/errors/" + group));
    }
    for (String more : List.of("/jobs/errors", "/jobs/summary", "/jobs/statistics")) {
      if (browser.status(more) == 200) {
        visits.add(Visit.of(more, more));
      }
    }
    return visits;
  }

  private static String list(String query) {
    return query.isEmpty() ? "/jobs" : "/jobs?" + query;
  }

  /** Walks to the deep page as a reader would and returns its cursor. */
  private String walk(Browser browser, List<String> ids) {
    String cursor = "";
    for (int page = 1; page < options.depth(); page++) {
      JsonNode found =
          JsonMapper.shared()
              .readTree(browser.read("/api/jobs" + (cursor.isEmpty() ? "" : "?page=" + cursor)));
      found.get("jobs").forEach(job -> ids.add(job.get("id").stringValue()));
      if (found.get("next").isNull()) {
        throw new IllegalStateException("The list has only %d pages".formatted(page));
      }
      cursor = found.get("next").stringValue();
    }
    return cursor;
  }

  /** Each number of days is a question of its own, whose answer is not remembered yet. */
  private void count(Browser browser) {
    Series millis = new Series(Figure.Unit.MILLISECONDS);
    for (int days = LONGEST_STATISTICS - COUNTS; days < LONGEST_STATISTICS; days++) {
      long began = System.nanoTime();
      browser.read("/jobs/statistics?days=" + days);
      millis.add((System.nanoTime() - began) / 1e6);
    }
    report.say("`/jobs/statistics` found anew: " + millis + ".");
  }

  private void download(Browser browser) {
    long began = System.nanoTime();
    long lines = browser.lines("/jobs.csv");
    report.say(
        "`/jobs.csv`, %,d rows: %.1f s with a heap of 256 MB."
            .formatted(lines - 1, (System.nanoTime() - began) / 1e9));
  }

  /** In turn, so that both meet the same machine. */
  private void drain(Drain drain, int port) {
    drain.perSecond();
    for (int round = 0; round < options.rounds(); round++) {
      double alone = drain.perSecond();
      try (Readers readers = new Readers(READERS, port)) {
        double withReaders = drain.perSecond();
        report.addDrain(alone, withReaders);
        System.out.printf("%d pages were read meanwhile%n", readers.pages());
      }
    }
  }
}
