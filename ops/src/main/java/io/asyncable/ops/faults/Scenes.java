package io.asyncable.ops.faults;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.Servers;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gives each fault a scene: the present one if it suits and nothing is left of the last fault. */
final class Scenes implements AutoCloseable {

  private final Servers servers;
  private final SandboxServices services;
  private final Path folder;
  private @Nullable Scene present;

  Scenes(Servers servers, SandboxServices services, Path folder) {
    this.servers = servers;
    this.services = services;
    this.folder = folder;
  }

  Result run(Fault fault) {
    try {
      Result result = Trial.of(fault, sceneFor(fault));
      if (!result.cameBack()) {
        close();
      }
      return result;
    } catch (IOException notHere) {
      return Result.notRun(fault, notHere.getMessage());
    } catch (IllegalStateException failure) {
      close();
      return Result.failed(fault, failure.getMessage());
    }
  }

  private Scene sceneFor(Fault fault) throws IOException {
    if (present == null || !present.suits(fault)) {
      close();
      present = Scene.open(fault, servers, services, folder);
      present.start();
    }
    return present;
  }

  @Override
  public void close() {
    if (present != null) {
      present.close();
      present = null;
    }
  }
}
