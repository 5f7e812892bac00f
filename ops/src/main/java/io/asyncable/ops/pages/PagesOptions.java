package io.asyncable.ops.pages;

/** What to measure, from system properties; {@link PagesBenchmark} describes them. */
record PagesOptions(
    int processed,
    int live,
    int failed,
    int failures,
    int requests,
    int rounds,
    int depth,
    int errands,
    boolean fillOnly,
    String file) {

  static PagesOptions ofSystemProperties() {
    return new PagesOptions(
        Integer.getInteger("pages.processed", 5_000_000),
        Integer.getInteger("pages.live", 100_000),
        Integer.getInteger("pages.failed", 20_000),
        Integer.getInteger("pages.failures", 100_000),
        Integer.getInteger("pages.requests", 200),
        Integer.getInteger("pages.rounds", 3),
        Integer.getInteger("pages.depth", 1_000),
        Integer.getInteger("pages.errands", 20_000),
        Boolean.getBoolean("pages.fill-only"),
        System.getProperty("pages.file", ""));
  }
}
