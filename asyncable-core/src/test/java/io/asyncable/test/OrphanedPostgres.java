package io.asyncable.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL that outlived the process that started it, because that one was killed. */
final class OrphanedPostgres {

  private static final int PATIENCE_SECONDS = 60;

  private final Path data;
  private final Path pidFile;

  OrphanedPostgres(Path data) {
    this.data = data;
    this.pidFile = data.resolve("postmaster.pid");
  }

  /** Stops it, so that a new server can be started on the same data. */
  void stop() {
    try {
      Optional<ProcessHandle> orphan = find();
      if (orphan.isPresent()) {
        shutDown(orphan.get());
      } else {
        // Left by a server killed with its starter. After a restart of the machine or container
        // another program may bear that process id, and PostgreSQL would then refuse to start.
        Files.deleteIfExists(pidFile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while PostgreSQL shut down", e);
    }
  }

  private Optional<ProcessHandle> find() throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    return lines.isEmpty()
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(this::servesThisData);
  }

  private boolean servesThisData(ProcessHandle process) {
    String command = process.info().commandLine().orElse("");
    return command.contains("postgres") && command.contains(data.toString());
  }

  private void shutDown(ProcessHandle orphan) throws IOException, InterruptedException {
    // SIGINT is PostgreSQL's fast shutdown. SIGTERM would wait for every session to end first.
    new ProcessBuilder("kill", "-INT", Long.toString(orphan.pid())).start().waitFor();
    try {
      orphan.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "PostgreSQL (process %d) still runs on %s. Stop it and start again."
              .formatted(orphan.pid(), data),
          e);
    }
  }
}
