package io.example.minimal;

import static io.asyncable.AsyncableScopes.potentiallyStuck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.test.RealServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * All that an application needs: the dependency, an embedded Asyncable, a handler, a changelog. Its
 * beans are matched against aspects, as by default, and not in most tests.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.liquibase.change-log=classpath:minimal-changelog.yaml",
      "spring.aop.auto=true"
    })
@ContextConfiguration(initializers = RealServers.class)
class MinimalApplicationTest {

  @Autowired Asyncables asyncables;
  @Autowired Reminders reminders;

  @Test
  void processesWhatIsSubmitted() {
    Reminder reminder = new Reminder();
    asyncables.submit(reminder);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> reminders.findAll(potentiallyStuck(Instant.now())).isEmpty());
    assertThat(reminders.findById(reminder.id).orElseThrow().sent).isTrue();
  }

  @Test
  void takesFewerThanSixtyLines() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.list(Path.of("src/test/java/io/example/minimal"))) {
      for (Path file : files.filter(f -> !f.toString().endsWith("Test.java")).toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    assertThat(lines).isPositive().isLessThan(60);
  }
}
