package io.asyncable.web;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many CSV files are written at the same time. Each file begins as a small one: it waits
 * for its turn, is read in milliseconds, and frees its connection before the client downloads it. A
 * file that turns out to be large needs one of the few places that slow clients may occupy for
 * long.
 */
final class CsvPlaces {

  /** The number of places. Each takes a database connection that the engine may need. */
  static final int AT_A_TIME = 2;

  /** The size in characters up to which a file is small: some hundreds of rows. */
  static final int SMALL = 64 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Semaphore small = new Semaphore(AT_A_TIME, true);
  private final Semaphore large = new Semaphore(AT_A_TIME);

  /** All places for files are taken. */
  static final class TooManyFiles extends RuntimeException {

    TooManyFiles() {
      super("Too many files are being downloaded at the moment. Please try again shortly.");
    }
  }

  /** Opens the answer, as soon as the file has its place. */
  interface Destination {
    Writer open() throws IOException;
  }

  /**
   * Waits up to 5 s for a place. Closing the place frees it, and does nothing else.
   *
   * @throws TooManyFiles if no place becomes free in that time
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

  /** Keeps a small file in memory, and passes a large one on to the client. */
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

    /**
     * All rows are written: a file that is still small gives up its place before it goes to the
     * client.
     */
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
