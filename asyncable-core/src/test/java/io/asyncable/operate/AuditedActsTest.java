package io.asyncable.operate;

import static io.asyncable.test.web.Rows.T;
import static io.asyncable.text.Times.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.asyncable.ActionRefused;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.move.Act;
import io.asyncable.test.web.Rows;
import io.asyncable.test.web.WebTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@WebTest
class AuditedActsTest {

  private static final Actor OLGA = new Actor("olga", Via.API, "the service is back");

  private final Rows rows;
  private final AuditedActs acts;
  private final Audit audit;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  AuditedActsTest(
      @Autowired Rows rows,
      @Autowired AuditedActs acts,
      @Autowired Audit audit,
      @Autowired JdbcClient jdbc,
      @Autowired PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactions);
    this.rows = rows;
    this.acts = acts;
    this.audit = audit;
  }

  @BeforeEach
  void clear() {
    rows.clear();
  }

  @Test
  void writesDownWhatItDidWithWhatWasBeforeAndAfter() {
    String id = rows.expired("p", "alice", "Refused: secret (gave up: permanent failure)");

    acts.act(Act.RESTART, OLGA, "Parcel", id);

    List<AuditEntry> entries = audit.ofRecord("Parcel", id, 10);
    assertThat(entries).hasSize(1);
    AuditEntry entry = entries.get(0);
    assertThat(entry.actor()).isEqualTo("olga");
    assertThat(entry.via()).isEqualTo(Via.API);
    assertThat(entry.action()).isEqualTo("restart");
    assertThat(entry.reason()).isEqualTo("the service is back");
    assertThat(entry.before())
        .startsWith("expired")
        .contains("2 attempts")
        .doesNotContain("secret");
    assertThat(entry.after()).startsWith("queued").contains("0 attempts");
  }

  @Test
  void tellsWhatARetryChanged() {
    Instant due = Instant.parse("2100-01-01T00:00:00Z");
    String retrying =
        rows.parcel(
            "r",
            "alice",
            T,
            Map.of("attempts", 3, "attempted_at", T, "error", "Refused: x", "due_at", due));
    String queued = rows.parcel("q", "alice", T, Map.of("due_at", due));

    acts.act(Act.RETRY, OLGA, "Parcel", retrying);
    acts.act(Act.RETRY, OLGA, "Parcel", queued);

    assertThat(audit.ofRecord("Parcel", retrying, 1))
        .extracting(AuditEntry::before, AuditEntry::after)
        .containsExactly(
            tuple(
                "retrying, submitted at %s, 3 attempts, due %s".formatted(text(T), text(due)),
                "retrying, submitted at %s, 3 attempts, due now".formatted(text(T))));
    assertThat(audit.ofRecord("Parcel", queued, 1))
        .extracting(AuditEntry::before, AuditEntry::after)
        .containsExactly(
            tuple(
                "queued, submitted at %s, 0 attempts, due %s".formatted(text(T), text(due)),
                "queued, submitted at %s, 0 attempts, due now".formatted(text(T))));
  }

  @Test
  void tellsWhatWasTrueRightBeforeTheActAndNotBeforeItsTurn() {
    String id = rows.expired("p", "alice", "Refused: (gave up: permanent failure)");

    CompletableFuture<Boolean> canceled =
        Objects.requireNonNull(
            transactions.execute(
                status -> {
                  jdbc.sql("update parcel set attempts = 7 where id = cast(? as uuid)")
                      .param(id)
                      .update();
                  CompletableFuture<Boolean> cancel =
                      CompletableFuture.supplyAsync(() -> acts.act(Act.CANCEL, OLGA, "Parcel", id));
                  await().until(this::isSomebodyWaiting);
                  return cancel;
                }));

    assertThat(canceled.join()).isTrue();
    assertThat(audit.ofRecord("Parcel", id, 1).get(0).before()).contains("7 attempts");
  }

  private boolean isSomebodyWaiting() {
    return jdbc.sql("select count(*) from pg_locks where not granted").query(Integer.class).single()
        > 0;
  }

  @Test
  void writesNothingOfWhatWasRefusedOrChangedNothing() {
    String running =
        rows.parcel("r", "alice", T, Map.of("attempts", 1, "attempted_at", T, "claimed_by", 1L));
    assertThatThrownBy(() -> acts.act(Act.RESTART, OLGA, "Parcel", running))
        .isInstanceOf(ActionRefused.class);
    assertThat(audit.ofRecord("Parcel", running, 10)).isEmpty();

    assertThat(acts.act(Act.CANCEL, OLGA, "Parcel", running)).isTrue();
    assertThat(acts.act(Act.CANCEL, OLGA, "Parcel", running)).isFalse();
    assertThat(audit.ofRecord("Parcel", running, 10)).hasSize(1);
  }
}
