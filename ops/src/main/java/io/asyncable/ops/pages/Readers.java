package io.asyncable.ops.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Browsers that refresh the list every second. */
final class Readers implements AutoCloseable {

  private final List<ScheduledExecutorService> readers = new ArrayList<>();
  private final AtomicLong pages = new AtomicLong();

  Readers(int count, int port) {
    for (int number = 0; number < count; number++) {
      Browser browser = new Browser(port);
      ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
      reader.scheduleAtFixedRate(
          () -> {
            browser.read("/jobs");
            pages.incrementAndGet();
          },
          number * 1_000L / count,
          1_000,
          TimeUnit.MILLISECONDS);
      readers.add(reader);
    }
  }

  /** How many pages they have got. */
  long pages() {
    return pages.get();
  }

  @Override
  public void close() {
    readers.forEach(ScheduledExecutorService::shutdownNow);
  }
}
