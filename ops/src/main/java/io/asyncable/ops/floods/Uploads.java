package io.asyncable.ops.floods;

import io.asyncable.ops.floods.Visitor.Session;
import io.asyncable.ops.instance.Instance;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Files of which no line is a review. */
final class Uploads {

  private static final String HEADER = "type,file_number,receipt_date,benefit_type,issues\n";
  private static final int MEGABYTE = 1024 * 1024;

  private Uploads() {}

  static void flood(Site site, Answers answers, Duration length) {
    Visitor visitor = new Visitor(site.instance(), answers);
    Session session = visitor.signIn(Instance.USER);
    List<HttpRequest.Builder> requests = new ArrayList<>();
    for (String file :
        List.of(
            HEADER + "x\n".repeat(MEGABYTE),
            HEADER + "x\n".repeat(5 * MEGABYTE - 1_000),
            HEADER + "\n".repeat(10 * MEGABYTE - 1_000),
            HEADER + (",".repeat(32_000) + "\n").repeat(60))) {
      requests.add(visitor.program("/api/intake/imports").POST(form(file)));
      requests.add(visitor.browser("/intake", session).POST(form(file)));
    }
    requests.forEach(
        request -> request.header("Content-Type", "multipart/form-data; boundary=part"));
    AtomicInteger next = new AtomicInteger();
    new Crowd(8)
        .visits(
            length,
            () -> visitor.send(requests.get(next.getAndIncrement() % requests.size()).copy()));
  }

  private static BodyPublisher form(String file) {
    return BodyPublishers.ofString(
        """
        --part\r
        Content-Disposition: form-data; name="file"; filename="reviews.csv"\r
        Content-Type: text/csv\r
        \r
        %s\r
        --part--\r
        """
            .formatted(file));
  }
}
