package io.asyncable.app;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are: Maven runs the application in its module, an IDE often at the root. */
final class Repository {

  private Repository() {}

  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))) {
        return folder;
      }
    }
    return here;
  }
}
