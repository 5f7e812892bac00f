package io.asyncable.ops.floods;

import java.time.Duration;

/** Anonymous visitors ask for pages that need a sign-in, or for nonsense. */
final class Sessions {

  private static final String LARGE = "x".repeat(6_000);

  private Sessions() {}

  static void flood(Site site, Answers answers, Duration length) {
    Visitor visitor = new Visitor(site.instance(), answers);
    new Crowd(16)
        .visits(
            length,
            () -> {
              visitor.send(
                  visitor
                      .anonymous("/jobs")
                      .header("Accept", "text/html")
                      .header("X-Large", LARGE));
              visitor.send(visitor.anonymous("/api/jobs").header("X-Large", LARGE));
              visitor.send(
                  visitor.anonymous("/asyncable/asyncable.css").header("Accept", "nonsense"));
            });
  }
}
