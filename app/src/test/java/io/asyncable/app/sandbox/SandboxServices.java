package io.asyncable.app.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The sandbox VBMS and BGS, running. */
public final class SandboxServices implements AutoCloseable {

  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          4,
          work -> {
            Thread thread = new Thread(work, "sandbox");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, SandboxService> services = new LinkedHashMap<>();

  private SandboxServices() {
    services.put("vbms", new SandboxService(new VbmsAnswers(), timer));
    services.put("bgs", new SandboxService(new BgsAnswers(), timer));
  }

  /** Starts both, each on a free port. */
  public static SandboxServices start() {
    return new SandboxServices();
  }

  /** The sandbox VBMS. */
  public SandboxService vbms() {
    return services.get("vbms");
  }

  /** The sandbox BGS. */
  public SandboxService bgs() {
    return services.get("bgs");
  }

  /** All of them by name. */
  public Map<String, SandboxService> all() {
    return services;
  }

  Optional<SandboxService> find(String name) {
    return Optional.ofNullable(services.get(name));
  }

  /** The application's properties that point to them. */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    services.forEach(
        (name, service) ->
            properties.put("asyncable.app.services." + name + ".url", service.url().toString()));
    return properties;
  }

  @Override
  public void close() {
    services.values().forEach(SandboxService::stop);
    timer.shutdownNow();
  }
}
