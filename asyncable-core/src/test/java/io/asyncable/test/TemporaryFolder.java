package io.asyncable.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** Folders for the data of servers that live no longer than this JVM. */
final class TemporaryFolder {

  private static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));

  private TemporaryFolder() {}

  static Path create(String prefix) {
    try {
      long owner = ProcessHandle.current().pid();
      return Files.createTempDirectory(PARENT, "%s-%d-".formatted(prefix, owner));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folders of JVMs that were killed before they could delete them. */
  static List<Path> abandoned(String prefix) {
    Pattern name = Pattern.compile(Pattern.quote(prefix) + "-(\\d+)-\\d+");
    List<Path> abandoned = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PARENT, prefix + "-*")) {
      for (Path folder : folders) {
        Matcher matcher = name.matcher(folder.getFileName().toString());
        if (matcher.matches() && !isAlive(matcher.group(1)) && Files.isWritable(folder)) {
          abandoned.add(folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return abandoned;
  }

  static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (NoSuchFileException deletedByAnother) {
      // Two JVMs may find the same abandoned folder; together they get rid of it.
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not delete " + folder, e);
    }
  }

  private static boolean isAlive(String owner) {
    return ProcessHandle.of(Long.parseLong(owner)).isPresent();
  }
}
