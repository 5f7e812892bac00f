package io.asyncable.web;

/** More files are asked for than are written at a time. */
final class TooManyFiles extends RuntimeException {

  TooManyFiles() {
    super("Too many files are being downloaded at the moment. Please try again shortly.");
  }
}
