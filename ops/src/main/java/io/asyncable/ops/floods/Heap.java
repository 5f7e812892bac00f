package io.asyncable.ops.floods;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the heap of a JVM on this machine. */
final class Heap {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private Heap() {}

  /**
   * In bytes, after everything that nobody needs was collected.
   *
   * @throws IllegalStateException if the JVM does not tell
   */
  static long live(long pid) {
    String said = jcmd(pid, "GC.class_histogram");
    Matcher total = TOTAL.matcher(said);
    if (!total.find()) {
      throw new IllegalStateException(
          "The process %d does not tell its heap: %s".formatted(pid, said));
    }
    return Long.parseLong(total.group(1));
  }

  private static String jcmd(long pid, String command) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  command)
              .redirectErrorStream(true)
              .start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
