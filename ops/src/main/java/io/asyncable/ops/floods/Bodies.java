package io.asyncable.ops.floods;

import io.asyncable.ops.floods.Visitor.Session;
import io.asyncable.ops.instance.Instance;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bodies that cost more to understand, or to keep, than to send. */
final class Bodies {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String PARTS = "multipart/form-data; boundary=part";
  private static final String PART =
      "--part\r\nContent-Disposition: form-data; name=\"record\"\r\n\r\n";
  private static final String NO_ID = "00000000-0000-7000-8000-000000000000";

  private static final int SMALL = 45_000;
  private static final int MEGABYTE = 1_000_000;
  private static final int HUGE = 150;

  /** Where JSON is read, with the beginning of a body whose list follows. */
  private static final List<List<String>> CONTROLLERS =
      List.of(
          List.of(
              "/api/intake/reviews",
              """
              {"type": "supplemental_claim", "fileNumber": "123456789", "receiptDate": "2024-05-06",
               "benefitType": "compensation", "issues": ["""),
          List.of(
              "/api/intake/reviews/supplemental_claim/%s/issues".formatted(NO_ID), "{\"add\": ["),
          List.of(
              "/api/intake/reviews/appeal/%s/decision".formatted(NO_ID),
              "{\"text\": \"Granted\", \"granted\": ["),
          List.of("/api/bulk", "{\"act\": \"restart\", \"reason\": \"Flood\", \"record\": ["),
          List.of("/api/jobs/SupplementalClaim/%s/restart".formatted(NO_ID), "{\"reason\": ["),
          List.of("/api/jobs/SupplementalClaim/%s/notes".formatted(NO_ID), "{\"text\": ["));

  private final Visitor visitor;
  private final Session session;
  private final List<HttpRequest.Builder> requests = new ArrayList<>();

  private Bodies(Site site, Answers answers) {
    visitor = new Visitor(site.instance(), answers);
    session = visitor.signIn(Instance.USER);
  }

  static void flood(Site site, Answers answers, Duration length) {
    Bodies bodies = new Bodies(site, answers);
    bodies.json();
    bodies.forms();
    AtomicInteger next = new AtomicInteger();
    new Crowd(8)
        .visits(
            length,
            () ->
                bodies.visitor.send(
                    bodies.requests.get(next.getAndIncrement() % bodies.requests.size()).copy()));
  }

  private void json() {
    for (List<String> controller : CONTROLLERS) {
      for (int size : List.of(SMALL, MEGABYTE)) {
        for (String element : List.of("\"\"", "null", "{}", "1", "[[]]")) {
          String list = (element + ",").repeat(size / (element.length() + 1));
          json(controller.get(0), controller.get(1) + list + element + "]}");
        }
        json(controller.get(0), controller.get(1) + colliding(size) + "]}");
        json(controller.get(0), "[".repeat(size));
        json(controller.get(0), "{\"a\":".repeat(size / 5));
        json(controller.get(0), "9".repeat(size));
        json(controller.get(0), "{%s}".formatted(colliding(size).replace(",", ":1,") + ":1"));
      }
      huge(visitor.program(controller.get(0)), JSON, controller.get(1));
    }
  }

  private void json(String address, String body) {
    add(visitor.program(address), JSON, BodyPublishers.ofString(body));
  }

  /** Different strings of one hash, in a list. */
  private static String colliding(int size) {
    int pairs = 16;
    return IntStream.range(0, size / (2 * pairs + 3))
        .mapToObj(
            number ->
                IntStream.range(0, pairs)
                    .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining("", "\"", "\"")))
        .collect(Collectors.joining(","));
  }

  private void forms() {
    for (int size : List.of(SMALL, MEGABYTE)) {
      String fields = "record=&".repeat(size / 8);
      String parts = (PART + "\r\n").repeat(size / PART.length()) + "--part--\r\n";
      add(visitor.anonymous("/login"), FORM, BodyPublishers.ofString(fields));
      add(visitor.browser("/jobs/bulk", session), FORM, BodyPublishers.ofString(fields));
      for (String address : List.of("/jobs/bulk", "/intake")) {
        add(visitor.browser(address, session), PARTS, BodyPublishers.ofString(parts));
      }
      add(visitor.program("/api/intake/imports"), PARTS, BodyPublishers.ofString(parts));
    }
    huge(visitor.anonymous("/login"), FORM, "username=");
    huge(visitor.browser("/jobs/bulk", session), FORM, "reason=");
    huge(visitor.browser("/intake", session), PARTS, PART);
    huge(visitor.program("/api/intake/imports"), PARTS, PART);
  }

  /** Once with its length told before it, and once without. */
  private void huge(HttpRequest.Builder request, String type, String begin) {
    BodyPublisher unknown = BodyPublishers.ofInputStream(() -> endless(begin));
    add(request.copy(), type, unknown);
    long length = begin.length() + (long) HUGE * MEGABYTE;
    add(request, type, BodyPublishers.fromPublisher(unknown, length));
  }

  private static InputStream endless(String begin) {
    byte[] piece =
        Arrays.copyOf("\"\",".repeat(MEGABYTE / 2).getBytes(StandardCharsets.UTF_8), MEGABYTE);
    Stream<byte[]> pieces = Stream.generate(() -> piece).limit(HUGE);
    return new SequenceInputStream(
        Collections.enumeration(
            Stream.concat(Stream.of(begin.getBytes(StandardCharsets.UTF_8)), pieces)
                .map(ByteArrayInputStream::new)
                .toList()));
  }

  private void add(HttpRequest.Builder request, String type, BodyPublisher body) {
    requests.add(request.header("Content-Type", type).POST(body));
  }
}
