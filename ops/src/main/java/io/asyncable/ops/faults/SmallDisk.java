package io.asyncable.ops.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tablespace on a file system of its own in memory, which takes root to mount. */
final class SmallDisk implements AutoCloseable {

  static final String TABLESPACE = "faults_small_disk";

  private static final int MEGABYTES = 64;

  private final Path place;
  private final JdbcClient server;

  private SmallDisk(Path place, JdbcClient server) {
    this.place = place;
    this.server = server;
  }

  /**
   * @throws IOException if it cannot be mounted
   */
  static SmallDisk mount(Path place, JdbcClient server) throws IOException {
    server.sql("drop tablespace if exists " + TABLESPACE).update();
    Files.createDirectories(place);
    run("umount", place.toString());
    int status =
        run(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "mode=0700,size=%dm".formatted(MEGABYTES),
            "faults",
            place.toString());
    if (status != 0) {
      throw new IOException("A small file system cannot be mounted; it takes root on Linux.");
    }
    server
        .sql("create tablespace %s location '%s'".formatted(TABLESPACE, place.toAbsolutePath()))
        .update();
    return new SmallDisk(place, server);
  }

  private static int run(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  /** Takes all the room that is left. */
  void fill() {
    try (OutputStream filler = Files.newOutputStream(filler())) {
      byte[] page = new byte[4096];
      while (true) {
        filler.write(page);
      }
    } catch (IOException full) {
      // As it shall be.
    }
  }

  /** Gives it back. */
  void empty() {
    try {
      Files.delete(filler());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Path filler() {
    return place.resolve("filler");
  }

  @Override
  public void close() {
    server.sql("drop tablespace " + TABLESPACE).update();
    try {
      run("umount", place.toString());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
