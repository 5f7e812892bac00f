package io.asyncable.ops.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time of this process and of PostgreSQL, which depends less than a rate does on what
 * else the machine is doing. It includes this process's share of Kafka, garbage collection and
 * compilation. Linux tells it, in hundredths of a second.
 */
final class Cpu {

  private static final Duration TICK = Duration.ofMillis(10);

  /**
   * In {@code /proc/<pid>/stat} after the name: own user and system time, then the ended
   * children's.
   */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  private final ProcessHandle postgres;

  /**
   * @param backend the process of any session of the server
   */
  Cpu(long backend) {
    postgres = ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
  }

  /** What both have used so far, sessions that were closed included. */
  Duration used() {
    long ticks =
        Stream.concat(Stream.of(ProcessHandle.current(), postgres), postgres.children())
            .mapToLong(process -> ticks(process.pid()))
            .sum();
    return TICK.multipliedBy(ticks);
  }

  private static long ticks(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      String afterName = Files.readString(stat).replaceFirst("^.*\\) ", "");
      return Stream.of(afterName.split(" "))
          .skip(FIRST_TIME)
          .limit(TIMES)
          .mapToLong(Long::parseLong)
          .sum();
    } catch (IOException ended) {
      if (Files.exists(stat)) {
        throw new UncheckedIOException(ended);
      }
      // It ended in this moment and is counted as its parent's child.
      return 0;
    }
  }
}
