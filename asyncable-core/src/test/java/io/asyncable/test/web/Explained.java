package io.asyncable.test.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.move.Cause;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.web.util.HtmlUtils;

/** Reads from API and page alike why a record is where it is. */
@TestComponent
public class Explained {

  /** What both say of a record. */
  public record Told(String reason, String why, String next, @Nullable String action) {}

  private static final Pattern TIME =
      Pattern.compile("<time[^>]*title=\"(since )?([^\"]*)\"[^>]*>[^<]*</time>");

  private static final Pattern ACTION = Pattern.compile("data-action=\"([^\"]*)\"");

  private final Environment environment;

  Explained(Environment environment) {
    this.environment = environment;
  }

  public Site site() {
    return new Site(
        environment.getRequiredProperty("local.server.port", Integer.class), "operator");
  }

  /** Waits until this is the reason that the API gives, and the page gives it too. */
  public Told await(Object record, String reason) {
    return await(record, reason, "");
  }

  /** The same, when the sentence must have these words as well. */
  public Told await(Object record, String reason, String words) {
    return await(path(record), reason, words);
  }

  /** What the API says now. */
  public Told read(Object record) {
    return read(path(record));
  }

  private static String path(Object record) {
    return record instanceof Parcel parcel
        ? "/jobs/Parcel/" + parcel.id
        : "/jobs/Invoice/" + ((Invoice) record).id;
  }

  public Told await(String path, String reason, String words) {
    Told[] told = new Told[1];
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> {
              told[0] = read(path);
              assertThat(told[0].reason()).as(told[0].toString()).isEqualTo(reason);
              assertThat(told[0].why()).contains(words);
              assertListed(path, reason);
              String page = exactly(site().get(path).body());
              assertThat(page).contains(HtmlUtils.htmlEscape(told[0].why()));
              assertThat(page).contains(HtmlUtils.htmlEscape(told[0].next()));
              assertThat(helping(page))
                  .isEqualTo(told[0].action() == null ? List.of() : List.of(told[0].action()));
            });
    return told[0];
  }

  /** A page with the times that hover and focus tell in place of their distance from now. */
  public static String exactly(String page) {
    return TIME.matcher(page)
        .replaceAll(time -> (time.group(1) == null ? "at " : time.group(1)) + time.group(2));
  }

  /** What the page offers as the one act that helps. */
  private static List<String> helping(String page) {
    return ACTION.matcher(page).results().map(found -> found.group(1)).toList();
  }

  /** What a record tells as its reason, the list finds it by. */
  private void assertListed(String path, String reason) {
    if (Cause.valueOf(reason.toUpperCase(Locale.ROOT)).isListed()) {
      String[] record = path.split("/");
      HttpResponse<String> list =
          site().get("/api/jobs?sort=newest&type=" + record[2] + "&reason=" + reason);
      assertThat(Site.<List<String>>read(list, "$.jobs[*].id")).contains(record[3]);
    }
  }

  public Told read(String path) {
    HttpResponse<String> answer = site().get("/api" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Told(
        Site.read(answer, "$.reason"),
        Site.read(answer, "$.why"),
        Site.read(answer, "$.next"),
        Site.read(answer, "$.action"));
  }
}
