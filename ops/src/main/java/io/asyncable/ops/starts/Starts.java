package io.asyncable.ops.starts;

import io.asyncable.test.KafkaServer;
import io.asyncable.test.Ports;
import io.asyncable.test.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the application's jar, the only argument, once in each wrong way beside real servers, and
 * prints a table in Markdown: how it ended, in how many lines, and the sentence that says why.
 */
final class Starts {

  private static final long LONGEST_SECONDS = 120;

  private final Path jar;
  private final Path output;
  private final Map<String, String> right = new LinkedHashMap<>();

  private Starts(Path jar, Path output) {
    this.jar = jar;
    this.output = output;
    right.put("server.port", "0");
    right.put("spring.datasource.url", PostgresServer.shared().createDatabase());
    right.put("spring.datasource.username", PostgresServer.USER);
    right.put("spring.kafka.bootstrap-servers", KafkaServer.shared().bootstrapServers());
    right.put("asyncable.app.services.vbms.url", "http://127.0.0.1:1");
    right.put("asyncable.app.services.bgs.url", "http://127.0.0.1:1");
    right.put("asyncable.app.users.olivia.password", "{noop}olivia");
    right.put("asyncable.app.users.olivia.roles", "OPERATOR");
  }

  public static void main(String[] arguments) throws Exception {
    Path output = Files.createTempFile("asyncable-start", ".log");
    try {
      new Starts(Path.of(arguments[0]), output).run();
    } finally {
      Files.delete(output);
    }
    // The servers' threads would keep the process.
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    String url = right.get("spring.datasource.url");
    System.out.println("| wrong | exit code | lines | lines of stack | sentence |");
    System.out.println("|---|---|---|---|---|");
    for (WrongStart wrong : WrongStart.all(url.substring(0, url.lastIndexOf('/')), Ports.free())) {
      String exit = start(wrong);
      List<String> lines = Files.readAllLines(output);
      System.out.printf(
          "| `%s` | %s | %d | %d | %s |%n",
          wrong.setting().replace(url.substring(0, url.lastIndexOf('/')), "jdbc:postgresql://db"),
          exit,
          lines.size(),
          lines.stream().filter(line -> line.startsWith("\tat ")).count(),
          sentence(lines));
    }
  }

  private String start(WrongStart wrong) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
    right.forEach(
        (name, value) -> {
          if (!name.equals(wrong.name())) {
            command.add("--" + name + "=" + value);
          }
        });
    command.add("--" + wrong.setting());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      return String.valueOf(process.exitValue());
    }
    process.destroy();
    process.waitFor();
    return "none: it runs";
  }

  /** What stands under the description of Spring Boot, with what it says of the reason. */
  private static String sentence(List<String> lines) {
    int description = lines.indexOf("Description:");
    if (description < 0) {
      return "none";
    }
    return String.join(
            " ",
            lines.subList(description + 1, lines.size()).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .takeWhile(line -> !line.equals("Action:"))
                .toList())
        .replace("|", "\\|");
  }
}
