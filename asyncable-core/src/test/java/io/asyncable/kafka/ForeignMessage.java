package io.asyncable.kafka;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.asyncable.move.Reference;
import io.asyncable.test.engine.Letter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A message that the engine did not publish.
 *
 * @param kind what is wrong with it
 * @param topic the queue, with {@code .again} for that lane
 * @param key its key
 * @param value what it holds
 * @param headers its headers
 * @param time what it is dated
 * @param way how it is written
 */
record ForeignMessage(
    String kind,
    String topic,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers,
    Instant time,
    Way way) {

  /** How it gets into the topic. */
  enum Way {
    PLAIN("none"),
    GZIP("gzip"),
    SNAPPY("snappy"),
    LZ4("lz4"),
    ZSTD("zstd"),
    A_HUNDRED_TIMES("none"),
    COMMITTED("none"),
    ABORTED("none"),
    NEVER_COMMITTED("none");

    final String compression;

    Way(String compression) {
      this.compression = compression;
    }

    boolean isTransactional() {
      return this == COMMITTED || this == ABORTED || this == NEVER_COMMITTED;
    }
  }

  ForeignMessage(String kind, String topic, byte @Nullable [] value, Instant time) {
    this(kind, topic, null, value, List.of(), time, Way.PLAIN);
  }

  private static final String REFERENCE =
      "{\"type\":%s,\"id\":%s,\"submission\":%s,\"attempt\":%s}";

  @Override
  public String toString() {
    return kind + ", to " + topic;
  }

  /**
   * Every kind.
   *
   * @param victims a reference of each record that must not run, by what it is
   */
  static List<ForeignMessage> all(Map<String, Reference> victims) {
    List<ForeignMessage> all = new ArrayList<>();
    Reference scheduled = victims.get("scheduled");
    noJson(all, json(scheduled));
    wrongFields(all, scheduled);
    wrongNames(all, scheduled);
    wrongKeys(all, json(scheduled));
    wrongHeaders(all, json(scheduled));
    oddWays(all, json(scheduled));
    victims.forEach((state, reference) -> guesses(all, state, reference));
    return all;
  }

  private static void wrongKeys(List<ForeignMessage> all, String valid) {
    keyed(all, "an empty key", "", valid);
    keyed(all, "invalid UTF-8 as its key", new byte[] {(byte) 0xc3, (byte) 0x28}, valid);
    keyed(all, "a long key", "x".repeat(900_000), valid);
    keyed(all, "a key with line breaks", "\nERROR: forged \u001b[31m", valid);
    keyed(all, "a key and no value", "Letter:1", null);
  }

  private static void keyed(
      List<ForeignMessage> all, String kind, String key, @Nullable String value) {
    keyed(all, kind, key.getBytes(UTF_8), value);
  }

  private static void keyed(
      List<ForeignMessage> all, String kind, byte[] key, @Nullable String value) {
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    all.add(new ForeignMessage(kind, "mail", key, bytes, List.of(), Instant.now(), Way.PLAIN));
  }

  private static void wrongHeaders(List<ForeignMessage> all, String valid) {
    for (String name :
        List.of("installation", "traceparent", "correlation-id", "content-type", "", "x")) {
      headed(all, "no value for the header '%s'".formatted(name), valid, header(name, null));
      headed(all, "an empty header '%s'".formatted(name), valid, header(name, ""));
      headed(
          all,
          "invalid UTF-8 in the header '%s'".formatted(name),
          valid,
          new RecordHeader(name, new byte[] {(byte) 0xc3, (byte) 0x28}));
      headed(
          all,
          "line breaks in the header '%s'".formatted(name),
          valid,
          header(name, name + "\nERROR: forged \u001b[31m"));
      headed(
          all,
          "a long header '%s'".formatted(name),
          valid,
          header(name, "long" + "x".repeat(900_000)));
    }
    headed(all, "a long name of a header", valid, header("x".repeat(900_000), "x"));
    headed(all, "a header with line breaks", valid, header("\nERROR: forged", "x"));
    headed(
        all,
        "ten thousand headers",
        valid,
        Stream.generate(() -> header("h", "x")).limit(10_000).toArray(Header[]::new));
    headed(
        all,
        "two installations",
        valid,
        header("installation", "one"),
        header("installation", "another"));
    headed(all, "headers and no value", null, header("installation", "another"));
  }

  private static void headed(
      List<ForeignMessage> all, String kind, @Nullable String value, Header... headers) {
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    all.add(
        new ForeignMessage(kind, "mail", null, bytes, List.of(headers), Instant.now(), Way.PLAIN));
  }

  private static Header header(String name, @Nullable String value) {
    return new RecordHeader(name, value == null ? null : value.getBytes(UTF_8));
  }

  private static void oddWays(List<ForeignMessage> all, String valid) {
    for (Way way : Way.values()) {
      for (String value : List.of("null", valid)) {
        all.add(
            new ForeignMessage(
                "%s, %s".formatted(value.equals(valid) ? "a reference" : "null", way),
                "mail",
                null,
                value.getBytes(UTF_8),
                List.of(),
                Instant.now(),
                way));
      }
    }
    all.add(
        new ForeignMessage(
            "20 MB of blanks, compressed",
            "mail",
            null,
            " ".repeat(20_000_000).getBytes(UTF_8),
            List.of(),
            Instant.now(),
            Way.GZIP));
  }

  private static void noJson(List<ForeignMessage> all, String valid) {
    add(all, "no value", (byte[]) null);
    add(all, "an empty value", "");
    add(all, "blanks", "  \n ");
    add(all, "null", "null");
    add(all, "true", "true");
    add(all, "a number", "42");
    add(all, "a text", "\"" + "Letter" + "\"");
    add(all, "an empty array", "[]");
    add(all, "an array of references", "[" + valid + "]");
    add(all, "an empty object", "{}");
    add(all, "an object of nothing known", "{\"a\":{\"b\":[1,2,{}]}}");
    add(all, "arrays in arrays", "[".repeat(20_000));
    add(all, "objects in objects", "{\"a\":".repeat(20_000));
    add(all, "a reference in a reference", "{\"reference\":" + valid + "}");
    add(all, "a long text", "x".repeat(900_000));
    add(all, "a long number", "9".repeat(900_000));
    add(all, "a reference with a long field", with(valid, "\"a\":\"" + "x".repeat(900_000) + "\""));
    add(all, "invalid UTF-8", new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', '}'});
    add(all, "UTF-16", valid.getBytes(UTF_16LE));
    add(all, "a byte order mark", "\ufeff" + valid);
    add(all, "NUL bytes", new byte[100]);
    add(all, "random bytes", random());
    add(all, "half a reference", valid.substring(0, valid.length() / 2));
    add(all, "two references", valid + valid);
    add(all, "a reference and more", valid + "}");
    add(all, "XML", "<reference type='Letter'/>");
    add(all, "single quotes", valid.replace('"', '\''));
    add(all, "a comment", "/* Letter */" + valid);
    add(all, "a type that is said twice", with(valid, "\"type\":\"Nobody\""));
    add(all, "an attempt that is said twice", with(valid, "\"attempt\":7"));
  }

  private static void wrongFields(List<ForeignMessage> all, Reference scheduled) {
    String type = text(scheduled.type());
    String id = text(scheduled.id());
    String submission = text("" + scheduled.submission());
    add(all, "no type", "{\"id\":%s,\"submission\":%s,\"attempt\":0}".formatted(id, submission));
    add(all, "no id", "{\"type\":%s,\"submission\":%s,\"attempt\":0}".formatted(type, submission));
    add(all, "no submission", "{\"type\":%s,\"id\":%s,\"attempt\":0}".formatted(type, id));
    add(
        all,
        "no attempt",
        "{\"type\":%s,\"id\":%s,\"submission\":%s}".formatted(type, id, submission));
    for (String wrong : List.of("null", "7", "true", "[]", "{}", "[%s]".formatted(type))) {
      add(all, "a type of " + wrong, REFERENCE.formatted(wrong, id, submission, 0));
    }
    for (String wrong : List.of("null", "7", "true", "[]", "{}", "[%s]".formatted(id))) {
      add(all, "an id of " + wrong, REFERENCE.formatted(type, wrong, submission, 0));
    }
    for (String wrong :
        List.of(
            "null",
            "7",
            "-1",
            "1e400",
            "9".repeat(400),
            "true",
            "[]",
            "{}",
            "[2026,1,1]",
            "\"\"",
            "\"yesterday\"",
            "\"2026-01-01\"",
            "\"2026-01-01T00:00:00\"",
            "\"2026-13-41T25:61:61Z\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"0000-00-00T00:00:00Z\"",
            "\"infinity\"")) {
      String shown = wrong.length() > 40 ? "400 digits" : wrong;
      add(all, "a submission of " + shown, REFERENCE.formatted(type, id, wrong, 0));
    }
    for (String wrong :
        List.of(
            "null",
            "-1",
            "0.5",
            "1e400",
            "2147483648",
            "-2147483649",
            "9".repeat(400),
            "NaN",
            "\"many\"",
            "\"0\"",
            "true",
            "[]",
            "{}",
            "[0]")) {
      String shown = wrong.length() > 40 ? "400 digits" : wrong;
      add(all, "an attempt of " + shown, REFERENCE.formatted(type, id, submission, wrong));
    }
  }

  private static void wrongNames(List<ForeignMessage> all, Reference scheduled) {
    for (String type :
        List.of(
            "",
            "Nobody",
            "letter",
            "Letter ",
            "Letter.async",
            Letter.class.getName(),
            "Le\\u0000tter",
            "Nobody\\nERROR: forged \\u001b[31m",
            "\\ud800",
            "x".repeat(5_000))) {
      String shown = type.length() > 40 ? "5,000 letters" : type.replace('\\', '/');
      add(
          all,
          "the type '%s'".formatted(shown),
          REFERENCE.formatted(
              text(type), text(scheduled.id()), text("" + scheduled.submission()), 0));
    }
    for (String id :
        List.of(
            "",
            "7",
            "1-1-1-1-1",
            "00000000-0000-0000-0000-000000000000",
            scheduled.id().toUpperCase(java.util.Locale.ROOT),
            "{" + scheduled.id() + "}",
            scheduled.id() + "\\u0000",
            " " + scheduled.id(),
            "' or true --",
            "\\ud800",
            "x".repeat(5_000))) {
      String shown =
          id.length() > 40 ? "%d characters".formatted(id.length()) : id.replace('\\', '/');
      add(
          all,
          "the id '%s'".formatted(shown),
          REFERENCE.formatted(text("Letter"), text(id), text("" + scheduled.submission()), 0));
    }
    for (String id :
        List.of("", "nobody", "a\\u0000b", "\\ud800", "\\udc00\\ud800", "%", "x".repeat(500_000))) {
      String shown =
          id.length() > 40 ? "%d characters".formatted(id.length()) : id.replace('\\', '/');
      add(
          all,
          "a filing's id '%s'".formatted(shown),
          "default",
          REFERENCE.formatted(
              text("Filing.decision"), text(id), text("" + scheduled.submission()), 0));
    }
    for (String id : List.of("0", "-1", "+7", "99999999999", "1.0", "1e3", "\u0661")) {
      add(
          all,
          "an order's id '%s'".formatted(id),
          "default",
          REFERENCE.formatted(text("Order"), text(id), text("" + scheduled.submission()), 0));
    }
  }

  /** What can be known or guessed of a record that must not run now. */
  private static void guesses(List<ForeignMessage> all, String state, Reference reference) {
    for (String topic : List.of("mail", "mail.again", "mail.lost", "default", "default.again")) {
      guess(all, state, topic, reference);
    }
    String type = reference.type();
    String id = reference.id();
    for (int attempt : List.of(0, 1, 2, Integer.MAX_VALUE)) {
      guess(
          all,
          state + " as attempt " + attempt,
          "mail",
          new Reference(type, id, reference.submission(), attempt));
    }
    guess(
        all,
        state + " a microsecond later",
        "mail",
        new Reference(type, id, reference.submission().plusNanos(1_000), reference.attempt()));
    all.add(
        new ForeignMessage(
            state + ", dated long ago", "mail", json(reference).getBytes(UTF_8), Instant.EPOCH));
    all.add(
        new ForeignMessage(
            state + ", dated in the future",
            "mail",
            json(reference).getBytes(UTF_8),
            Instant.parse("2199-01-01T00:00:00Z")));
  }

  private static void guess(
      List<ForeignMessage> all, String kind, String topic, Reference reference) {
    add(all, kind, topic, json(reference));
  }

  private static void add(List<ForeignMessage> all, String kind, String value) {
    add(all, kind, "mail", value);
  }

  private static void add(List<ForeignMessage> all, String kind, String topic, String value) {
    all.add(new ForeignMessage(kind, topic, value.getBytes(UTF_8), Instant.now()));
  }

  private static void add(List<ForeignMessage> all, String kind, byte @Nullable [] value) {
    all.add(new ForeignMessage(kind, "mail", value, Instant.now()));
  }

  private static byte[] random() {
    byte[] bytes = new byte[1_000];
    new Random(10).nextBytes(bytes);
    return bytes;
  }

  static String json(Reference reference) {
    return REFERENCE.formatted(
        text(reference.type()),
        text(reference.id()),
        text("" + reference.submission()),
        reference.attempt());
  }

  private static String text(String content) {
    return "\"" + content + "\"";
  }

  private static String with(String reference, String field) {
    return reference.substring(0, reference.length() - 1) + "," + field + "}";
  }
}
