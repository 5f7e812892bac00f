package io.asyncable.ops.floods;

import java.time.Duration;

/** Everybody downloads the list at once. */
final class Downloads {

  private Downloads() {}

  static void flood(Site site, Answers answers, Duration length) {
    Visitor visitor = new Visitor(site.instance(), answers);
    new Crowd(200).visits(length, () -> visitor.send(visitor.program("/api/jobs.csv")));
  }
}
