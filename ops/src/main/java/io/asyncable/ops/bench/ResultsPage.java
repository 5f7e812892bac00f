package io.asyncable.ops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place for results in a Markdown page, between comments of that name. */
public record ResultsPage(Path file, String name) {

  /** Puts the results in the place of the former ones. */
  public void put(String results) throws IOException {
    String opening = "<!-- %s -->\n".formatted(name);
    String closing = "<!-- end of %s -->".formatted(name);
    String page = Files.readString(file);
    int begin = page.indexOf(opening) + opening.length();
    int end = page.indexOf(closing);
    if (begin < opening.length() || end < begin) {
      throw new IllegalStateException(
          "%s has no place for results: a line %s and a later %s."
              .formatted(file, opening.strip(), closing));
    }
    Files.writeString(file, page.substring(0, begin) + results + page.substring(end));
  }
}
