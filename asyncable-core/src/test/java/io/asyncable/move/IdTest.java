package io.asyncable.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.search.RecordList;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Filing;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.Order;
import io.asyncable.test.engine.Stamp;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.asyncable.type.ProcessType;
import io.asyncable.type.ProcessTypes;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** An id is spelled in one way by objects, statements, messages, the history and people. */
@StillEngineTest
class IdTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired ProcessTypes types;
  @Autowired RecordList records;
  @Autowired History history;
  @Autowired EntityManager entities;
  @Autowired TransactionOperations transactions;
  @Autowired Script script;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void clear() {
    bench.clear();
    jdbc.sql("truncate stamp, \"order\"").update();
    clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void anIdShorterThanItsColumnOfFixedLengthIsSpelledWithoutItsPadding() {
    transactions.executeWithoutResult(status -> entities.persist(new Stamp("A-1")));
    Stamp loaded = entities.createQuery("from Stamp", Stamp.class).getSingleResult();
    assertThat(loaded.id).isEqualTo("A-1     ");
    isSpelled("Stamp", "A-1", loaded, loaded.async, "A-1", "A-1     ", "A-1  ");
  }

  @Test
  void whatIsPersistedAndLoadedInOneTransactionIsOneRecord() {
    transactions.executeWithoutResult(
        status -> {
          asyncables.submit(new Stamp("A-1"));
          entities.clear();
          Stamp loaded = entities.createQuery("from Stamp", Stamp.class).getSingleResult();
          asyncables.submitAll(List.of(loaded, new Stamp("B-22")));
        });
    assertThat(entities.find(Stamp.class, "A-1").async.status()).isEqualTo("submitted");
    assertThat(entities.find(Stamp.class, "B-22").async.status()).isEqualTo("submitted");
  }

  @Test
  void trailingBlanksOfATextBelongToIt() {
    transactions.executeWithoutResult(
        status -> {
          entities.persist(new Filing("f-1"));
          entities.persist(new Filing("f-1 "));
        });
    Filing loaded = entities.find(Filing.class, "f-1 ");
    isSpelled("Filing.decision", "f-1 ", loaded, loaded.decision, "f-1 ");
    assertThat(entities.find(Filing.class, "f-1").decision.status()).isEqualTo("not yet submitted");
  }

  @Test
  void anUuidMayBeGivenInCapitals() {
    Letter letter = bench.submitted();
    String id = "" + letter.id;
    isSpelled("Letter", id, letter, letter.async, id.toUpperCase(Locale.ROOT));
  }

  @Test
  void aNumberMayBeGivenWithZeros() {
    Order order = new Order.Rush();
    asyncables.submit(order);
    isSpelled("Order", "" + order.id, order, order.shipping, "00" + order.id, "+" + order.id);
  }

  /** Submits, fails, refuses, cancels and lists the record under each of the ids. */
  private void isSpelled(
      String typeName, String id, Object record, Asyncable state, String... given) {
    ProcessType type = types.named(typeName);
    Asyncables view = asyncables.field(type.field());
    List<String> labels = new ArrayList<>();
    script.lines.put(
        typeName + ":" + id,
        (any, attempt) -> {
          labels.add(attempt.label());
          throw new IllegalStateException("busy");
        });
    for (String other : given) {
      clock.advance(Duration.ofSeconds(1));
      view.submit(record);
      bench.run(new Reference(typeName, id, state.getLastSubmittedAt(), 0));
      view.restart(record);
      bench.run(new Reference(typeName, id, state.getLastSubmittedAt(), 0));
      assertThat(labels).last().isEqualTo(typeName + ":" + id);
      asyncables.retryNow(typeName, other, "ann", "why");
      assertThat(history.of(type, id, 9))
          .extracting(History.Entry::event)
          .startsWith("retried_now", "failed", "restarted");
      assertThat(find(type, other)).extracting(RecordRow::id).isEqualTo(id);
      assertThat(asyncables.markProcessed(typeName, other, "ann", "why")).isTrue();
      assertThatThrownBy(() -> asyncables.retryNow(typeName, other, "ann", "why"))
          .isInstanceOf(ActionRefused.class)
          .hasMessageStartingWith("%s %s is processed", typeName, id);
    }
    assertThat(
            jdbc.sql("select distinct record_id from asyncable_history").query(String.class).list())
        .containsExactly(id);
  }

  private RecordRow find(ProcessType type, String id) {
    return records.find(type, id, clock.instant()).orElseThrow();
  }
}
