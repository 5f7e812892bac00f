package io.asyncable.app.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of bytes into lines and keeps only the current one. It reads bytes, so that a
 * byte that is not UTF-8 spoils only its own line.
 */
public final class TextLines {

  static final int LONGEST = 32 * 1024;

  private final InputStream in;

  /** One object serves all lines, because a file may have millions of them. */
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);

  private int number;

  public TextLines(InputStream in) {
    this.in = in;
  }

  /** A line without its end; of one that is too long, the beginning. */
  public record Line(int number, byte[] bytes, boolean tooLong) {}

  /** The next line, or null at the end. */
  public @Nullable Line next() throws IOException {
    int next = in.read();
    if (next < 0) {
      return null;
    }
    number++;
    line.reset();
    boolean tooLong = false;
    for (; next >= 0 && next != '\n'; next = in.read()) {
      tooLong |= line.size() == LONGEST;
      if (!tooLong) {
        line.write(next);
      }
    }
    return new Line(number, withoutCarriageReturn(line.toByteArray()), tooLong);
  }

  private static byte[] withoutCarriageReturn(byte[] line) {
    boolean ends = line.length > 0 && line[line.length - 1] == '\r';
    return ends ? Arrays.copyOf(line, line.length - 1) : line;
  }
}
