package io.asyncable.app;

import io.asyncable.Causes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import liquibase.exception.ValidationFailedException;
import org.jspecify.annotations.Nullable;

/** The folder in which the development run keeps its data, locked while this process lives. */
final class DevelopmentData {

  private static final String MOVED_BY = "ASYNCABLE_DEV_DATA_DIR";

  private final Path folder;

  // The operating system drops the lock with the process, even a killed one.
  @SuppressWarnings("unused")
  private final FileLock lock;

  private DevelopmentData(Path folder, FileLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Opens the default folder, {@code .asyncable-dev} at the root of the repository. */
  static DevelopmentData open() {
    String moved = System.getenv(MOVED_BY);
    return open(
        moved == null || moved.isBlank()
            ? Repository.root().resolve(".asyncable-dev")
            : Path.of(moved));
  }

  static DevelopmentData open(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
      return new DevelopmentData(absolute, lock(absolute));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** What to do about a start that failed because another build made the data. */
  Optional<String> remedy(Throwable failure) {
    return Causes.of(failure).stream().anyMatch(ValidationFailedException.class::isInstance)
        ? Optional.of(
            "The development run keeps its database in the folder %s. Remove this folder to start with an empty one."
                .formatted(folder))
        : Optional.empty();
  }

  private static FileLock lock(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      throw new InUse(folder, Files.readString(file));
    }
    channel.truncate(0);
    channel.write(StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())));
    return lock;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** Another development run that is alive uses the folder. */
  static final class InUse extends RuntimeException {

    private InUse(Path folder, String process) {
      super(
          "The data folder %s is in use by another development run (process %s). Stop that one, or set %s to another folder to run side by side."
              .formatted(folder, process, MOVED_BY));
    }
  }
}
