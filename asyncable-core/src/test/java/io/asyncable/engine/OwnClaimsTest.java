package io.asyncable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.engine.EngineApplication.Script;
import io.asyncable.record.Claims;
import io.asyncable.record.History;
import io.asyncable.record.ProcessType;
import io.asyncable.record.ProcessTypes;
import io.asyncable.record.Reference;
import io.asyncable.test.RealServers;
import io.asyncable.worker.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An instance that works and does not sweep. */
class OwnClaimsTest {

  @Test
  void findsItsOwnClaimWhoseAnswerWasLost() {
    try (ConfigurableApplicationContext application = start()) {
      Letter letter = new Letter("Main St");
      application.getBean(Asyncables.class).submit(letter, Duration.ofHours(1));
      Instant submission = stored(application, letter).async.getLastSubmittedAt();
      assertThat(
              application
                  .getBean(Claims.class)
                  .claimFree(
                      letterType(application),
                      List.of(new Reference("Letter", "" + letter.id, submission, 0)),
                      application.getBean(Heartbeat.class).epoch(),
                      Instant.now(),
                      Duration.ofHours(4)))
          .hasSize(1);
      application.getBean(JdbcClient.class).sql("update letter set due_at = attempted_at").update();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> stored(application, letter).async.state(Instant.now()) == State.PROCESSED);
      assertThat(application.getBean(Script.class).attempts)
          .containsExactly("Letter:" + letter.id + "#2");
      assertThat(application.getBean(History.class).of(letterType(application), "" + letter.id, 9))
          .singleElement()
          .satisfies(entry -> assertThat(entry.message()).startsWith("Lost: the answer"));
    }
  }

  private static ProcessType letterType(ConfigurableApplicationContext application) {
    return application.getBean(ProcessTypes.class).named("Letter");
  }

  private static Letter stored(ConfigurableApplicationContext application, Letter letter) {
    return application.getBean(Letters.class).findById(letter.id).orElseThrow();
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(EngineApplication.class)
        .web(WebApplicationType.NONE)
        .initializers(new RealServers())
        .properties(
            "spring.liquibase.change-log=classpath:engine-changelog.yaml", "asyncable.roles=worker")
        .run();
  }
}
