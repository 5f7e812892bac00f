package io.asyncable.worker;

import io.asyncable.AsyncableProperties;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What this instance tells other instances about itself.
 *
 * @param name the configured name, or else host and process id
 * @param roles the roles in the words of {@code asyncable.roles}
 * @param version the library's version; null if the library does not run from its jar
 */
record Instance(String name, List<String> roles, @Nullable String version) {

  static Instance of(WorkerSettings worker, AsyncableProperties settings) {
    String name = worker.name();
    return new Instance(
        name != null ? name : hostAndProcess(),
        settings.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList(),
        Instance.class.getPackage().getImplementationVersion());
  }

  private static String hostAndProcess() {
    long process = ManagementFactory.getRuntimeMXBean().getPid();
    try {
      return InetAddress.getLocalHost().getHostName() + ":" + process;
    } catch (UnknownHostException unnamed) {
      return "localhost:" + process;
    }
  }
}
