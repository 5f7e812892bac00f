package io.asyncable.app.intake;

/** As many files are being imported as may be at a time; each keeps what it has read in memory. */
final class TooManyImports extends RuntimeException {

  /** In seconds. */
  static final String RETRY_AFTER = "10";

  TooManyImports() {
    super("Other files are being imported. Nothing of this one was filed. Try again shortly.");
  }
}
