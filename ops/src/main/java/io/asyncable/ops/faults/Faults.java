package io.asyncable.ops.faults;

import io.asyncable.app.sandbox.SandboxServices;
import io.asyncable.ops.bench.LatestResults;
import io.asyncable.ops.bench.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Runs the fault suite, which {@code FAULTS.md} describes, against the application's jar:
 *
 * <pre>
 * ./mvnw -q -pl ops -am package -DskipTests exec:exec -Dbenchmark.main=io.asyncable.ops.faults.Faults
 * </pre>
 *
 * <p>System properties, given as {@code -Dbenchmark.options="-Dfaults.only=kafka-away"}: {@code
 * faults.only}, the faults to run, by how their names begin, separated by commas; default all.
 * Their rows in {@code FAULTS.md} and {@code faults.json} are replaced. Ends with 1 if a bound was
 * broken.
 */
final class Faults {

  private static final String COMMAND =
      "./mvnw -q -pl ops -am package -DskipTests exec:exec"
          + " -Dbenchmark.main=io.asyncable.ops.faults.Faults";

  private static final Path FOLDER = Path.of("target", "faults");

  private Faults() {}

  public static void main(String[] arguments) throws IOException {
    // Numbers in the report read the same everywhere.
    Locale.setDefault(Locale.ROOT);
    List<Fault> chosen = chosen(System.getProperty("faults.only", ""));
    LatestResults<Result> report =
        new LatestResults<>(
            Path.of("faults.json"),
            Path.of("FAULTS.md"),
            Result.class,
            COMMAND,
            Arrays.stream(Fault.values()).map(Fault::code).toList(),
            Result.HEADER);
    boolean kept = true;
    try (Servers servers = Servers.kept(FOLDER);
        SandboxServices services = SandboxServices.start();
        Scenes scenes = new Scenes(servers, services, FOLDER)) {
      for (Fault fault : chosen) {
        System.out.printf("%s: %s%n", fault.code(), fault.sentence());
        Result result = scenes.run(fault);
        System.out.println(result.row());
        report.put(result);
        kept &= result.broken().isEmpty();
      }
    }
    // The broker leaves threads behind that would keep the process.
    System.exit(kept ? 0 : 1);
  }

  private static List<Fault> chosen(String only) {
    List<String> beginnings = List.of(only.split(","));
    List<Fault> chosen =
        Arrays.stream(Fault.values())
            .filter(fault -> beginnings.stream().anyMatch(fault.code()::startsWith))
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "faults.only is %s; choose any of %s, separated by commas."
              .formatted(
                  only,
                  Arrays.stream(Fault.values())
                      .map(Fault::code)
                      .collect(Collectors.joining(", "))));
    }
    return chosen;
  }
}
