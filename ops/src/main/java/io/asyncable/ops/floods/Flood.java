package io.asyncable.ops.floods;

import java.time.Duration;
import java.util.Set;

/** A kind of flood, and the answers that are allowed. */
enum Flood {
  SESSIONS(
      "sessions",
      "16 strangers ask for /jobs and /api/jobs, with a header of 6 kB, and for a file with a meaningless header.",
      Set.of("200", "302", "401"),
      Sessions::flood),

  BODIES(
      "bodies",
      "8 clients send lists, objects and forms of 45 kB, 1 MB and 150 MB to every kind of controller.",
      Set.of("302", "400", "403", "404", "413", "cut off"),
      Bodies::flood),

  ANSWERS(
      "answers",
      "8 clients import CSV files of 2 MB and 10 MB of bad lines, of 10 MB of blank ones, and lines of 32,000 separators.",
      Set.of("200", "400", "503"),
      Uploads::flood),

  SLOW_BODIES(
      "slow-bodies",
      "220 clients send a byte a second of a POST to /login.",
      Set.of("408", "503", "cut off", "still open at the end"),
      SlowBodies::flood),

  DOWNLOADS(
      "downloads", "200 clients download the list as CSV.", Set.of("200", "503"), Downloads::flood),

  MESSAGES(
      "messages",
      "1,000 messages a second, of 25 kinds of rubbish, come to the topics of the queue default; and two a second of 900 kB.",
      Set.of("written"),
      RubbishMessages::flood);

  private final String code;
  private final String sentence;
  private final Set<String> allowed;
  private final Waters waters;

  /** Comes for that long. */
  private interface Waters {
    void come(Site site, Answers answers, Duration length);
  }

  /**
   * @param allowed the answers that may be given
   */
  Flood(String code, String sentence, Set<String> allowed, Waters waters) {
    this.code = code;
    this.sentence = sentence;
    this.allowed = allowed;
    this.waters = waters;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  boolean allows(String answer) {
    return allowed.contains(answer);
  }

  /** Returns when it is over. */
  void come(Site site, Answers answers, Duration length) {
    waters.come(site, answers, length);
  }
}
