package io.asyncable.job;

import io.asyncable.job.keep.ProgressRows.Progress;
import io.asyncable.text.ErrorText;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes of what a handler tells as much as people can follow, and the last of it. */
final class ToldProgress implements JobProgress {

  private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

  private final Consumer<Progress> writer;
  private @Nullable Progress unwritten;
  private long writtenAt = System.nanoTime() - BETWEEN;

  ToldProgress(Consumer<Progress> writer) {
    this.writer = writer;
  }

  @Override
  public synchronized void tell(long done, long total, @Nullable String message) {
    if (done < 0 || done > total) {
      throw new IllegalArgumentException(
          "The progress is %d of %d. Tell a part of the total.".formatted(done, total));
    }
    String fitting = message == null ? null : ErrorText.fit(message, ErrorText.Limit.ERROR);
    unwritten = new Progress(done, total, fitting);
    if (System.nanoTime() - writtenAt >= BETWEEN) {
      write();
    }
  }

  /** The handler has ended. */
  synchronized void end() {
    write();
  }

  private void write() {
    if (unwritten != null) {
      writer.accept(unwritten);
      unwritten = null;
      writtenAt = System.nanoTime();
    }
  }
}
