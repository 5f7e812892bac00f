package io.asyncable.web;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many CSV files are read from the database at a time. Each file begins as a small one:
 * it waits for its turn, is read in milliseconds, and keeps no connection while the client
 * downloads it. A file that turns out to be large needs one of the places that slow clients may
 * hold for long.
 */
final class CsvPlaces {

  /** A connection each, which the engine may be waiting for. */
  static final int AT_A_TIME = 2;

  /** In characters: some hundreds of rows. */
  static final int SMALL = 64 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore small = new Semaphore(AT_A_TIME, true);
  private final Semaphore large = new Semaphore(AT_A_TIME);

  /** More files are asked for than are written at a time. */
  static final class TooManyFiles extends RuntimeException {

    TooManyFiles() {
      super("Too many files are being downloaded at the moment. Please try again shortly.");
    }
  }

  /** Where the file goes once its place is certain. */
  interface Destination {
    Writer open() throws IOException;
  }

  /**
   * A file that has its turn; closing it ends the turn and nothing else.
   *
   * @throws TooManyFiles if others take too long
   */
  Place begin(Destination destination) {
    try {
      if (!small.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TooManyFiles();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new TooManyFiles();
    }
    return new Place(destination);
  }

  /** Keeps what is written while it is small, and passes the rest on. */
  final class Place extends Writer {

    private final Destination destination;
    private final StringBuilder kept = new StringBuilder();
    private @Nullable Semaphore held = small;
    private @Nullable Writer out;

    private Place(Destination destination) {
      this.destination = destination;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      if (out != null) {
        out.write(text, offset, length);
        return;
      }
      kept.append(text, offset, length);
      if (kept.length() > SMALL) {
        takeLarge();
        pass();
      }
    }

    private void takeLarge() {
      if (!large.tryAcquire()) {
        throw new TooManyFiles();
      }
      close();
      held = large;
    }

    private void pass() throws IOException {
      out = destination.open();
      out.append(kept);
      kept.setLength(0);
    }

    /** Everything is read: what is small needs no place to be taken. */
    void end() throws IOException {
      if (out == null) {
        close();
        pass();
      }
      flush();
    }

    @Override
    public void flush() throws IOException {
      if (out != null) {
        out.flush();
      }
    }

    @Override
    public void close() {
      if (held != null) {
        held.release();
        held = null;
      }
    }
  }
}
