package io.asyncable.web;

/** More files are asked for than are written at a time. */
final class TooManyFiles extends RuntimeException {

  TooManyFiles() {
    super(
        "%d files are being downloaded, and no more are written at a time. Please try again shortly."
            .formatted(CsvFiles.AT_A_TIME));
  }
}
