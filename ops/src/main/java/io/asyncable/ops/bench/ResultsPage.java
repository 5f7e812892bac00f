package io.asyncable.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown page with a place for results. */
public record ResultsPage(Path file) {

  private static final String BEGIN = "<!-- results -->\n";
  private static final String END = "<!-- end of results -->";

  /** Puts the results in the place of the former ones. */
  public void put(String results) throws IOException {
    String page = Files.readString(file);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw new IllegalStateException(
          "%s has no place for results: a line %s and a later %s."
              .formatted(file, BEGIN.strip(), END));
    }
    Files.writeString(file, page.substring(0, begin) + results + page.substring(end));
  }
}
