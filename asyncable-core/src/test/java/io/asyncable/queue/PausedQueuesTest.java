package io.asyncable.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.test.PostgresServer;
import io.asyncable.test.TestClock;
import io.asyncable.worker.EngineClock;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class PausedQueuesTest {

  private static final String NOBODY = "jdbc:postgresql://127.0.0.1:1/none";

  @Test
  void goesByWhatTheDatabaseSaidLastWhileItIsAway() {
    JdbcClient database = connect(PostgresServer.shared().createDatabase());
    database.sql("create table asyncable_queue_pause (queue text primary key)").update();
    database.sql("insert into asyncable_queue_pause values ('mail')").update();
    PausedQueues paused = new PausedQueues(EngineClock.goingBy(new TestClock()));
    paused.beaten(1, database);

    assertThatThrownBy(() -> paused.beaten(1, connect(NOBODY)))
        .isInstanceOf(DataAccessException.class);
    assertThat(paused.contains("mail")).isTrue();
    assertThat(paused.contains("bank")).isFalse();

    database.sql("delete from asyncable_queue_pause").update();
    paused.beaten(1, database);
    assertThat(paused.contains("mail")).isFalse();
  }

  private static JdbcClient connect(String url) {
    return JdbcClient.create(new DriverManagerDataSource(url, PostgresServer.USER, ""));
  }
}
