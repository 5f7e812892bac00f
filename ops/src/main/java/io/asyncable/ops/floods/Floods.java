package io.asyncable.ops.floods;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.LatestResults;
import io.asyncable.ops.bench.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Runs the flood suite, which {@code FLOODS.md} describes, against the application's jar:
 *
 * <pre>
 * ./mvnw -q -pl ops -am package -DskipTests exec:exec -Dbenchmark.main=io.asyncable.ops.floods.Floods
 * </pre>
 *
 * <p>System properties, given as {@code -Dbenchmark.options="-Dfloods.only=sessions
 * -Dfloods.seconds=20"}: {@code floods.only}, the floods to run, by how their names begin,
 * separated by commas; default all. Their rows in {@code FLOODS.md} and {@code floods.json} are
 * replaced. {@code floods.seconds}: how long each lasts; default 120. Ends with 1 if a bound was
 * broken.
 */
final class Floods {

  private static final String COMMAND =
      "./mvnw -q -pl ops -am package -DskipTests exec:exec"
          + " -Dbenchmark.main=io.asyncable.ops.floods.Floods";

  private static final Path FOLDER = Path.of("target", "floods");

  private Floods() {}

  public static void main(String[] arguments) throws IOException {
    // Numbers in the report read the same everywhere.
    Locale.setDefault(Locale.ROOT);
    List<Flood> chosen = chosen(System.getProperty("floods.only", ""));
    Duration length = Duration.ofSeconds(Integer.getInteger("floods.seconds", 120));
    LatestResults<Result> report =
        new LatestResults<>(
            Path.of("floods.json"),
            Path.of("FLOODS.md"),
            Result.class,
            COMMAND,
            Arrays.stream(Flood.values()).map(Flood::code).toList(),
            Result.HEADER);
    boolean kept = true;
    try (Servers servers = Servers.kept(FOLDER);
        SandboxServices services = SandboxServices.start();
        Site site = Site.open(servers, services, FOLDER)) {
      for (Flood flood : chosen) {
        System.out.printf("%s: %s%n", flood.code(), flood.sentence());
        Result result = Trial.of(flood, site, length);
        System.out.println(result.row());
        report.put(result);
        kept &= result.broken().isEmpty();
      }
    }
    // The broker leaves threads behind that would keep the process.
    System.exit(kept ? 0 : 1);
  }

  private static List<Flood> chosen(String only) {
    List<String> beginnings = List.of(only.split(","));
    List<Flood> chosen =
        Arrays.stream(Flood.values())
            .filter(flood -> beginnings.stream().anyMatch(flood.code()::startsWith))
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "floods.only is %s; choose any of %s, separated by commas."
              .formatted(
                  only,
                  Arrays.stream(Flood.values())
                      .map(Flood::code)
                      .collect(Collectors.joining(", "))));
    }
    return chosen;
  }
}
