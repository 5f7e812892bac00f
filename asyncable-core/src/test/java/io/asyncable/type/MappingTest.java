package io.asyncable.type;

import static io.asyncable.AsyncColumn.ATTEMPTS;
import static io.asyncable.AsyncColumn.DUE_AT;
import static io.asyncable.AsyncColumn.ERROR;
import static io.asyncable.AsyncColumn.SUBMITTED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.Asyncable;
import io.asyncable.Asyncables;
import io.asyncable.move.Reference;
import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Order;
import io.asyncable.test.engine.Stamp;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The engine goes by Hibernate's mapping, whatever the names, the id and the table. */
@StillEngineTest
class MappingTest {

  @Autowired Workbench bench;
  @Autowired Asyncables asyncables;
  @Autowired ProcessTypes types;
  @Autowired EntityManager entities;
  @Autowired Script script;

  @Test
  void everyEmbeddedAsyncableIsAProcessType() {
    assertThat(embedded())
        .extracting(ProcessType::name)
        .containsExactly(
            "BulkAction",
            "Filing.decision",
            "Filing.establishment",
            "Letter",
            "Order",
            "Payment",
            "Stamp");
  }

  /** Those that are not declared by name, as jobs are. */
  private List<ProcessType> embedded() {
    return types.all().stream().filter(type -> type.declared().isEmpty()).toList();
  }

  @Test
  void anIdMayBeOfAnySimpleType() {
    assertThat(embedded())
        .extracting(type -> type.table().idType())
        .containsExactly("uuid", "text", "text", "uuid", "integer", "bigint", "bpchar");
  }

  @Test
  void aPrefixIsPartOfEveryName() {
    assertThat(types.named("Filing.decision").table().column(DUE_AT)).isEqualTo("decision_due_at");
    assertThat(types.named("Filing.establishment").table().column(ERROR))
        .isEqualTo("establishment_error");
  }

  @Test
  void everyNameCanBeGiven() {
    ProcessType order = types.named("Order");
    assertThat(order.table().name()).isEqualTo("\"order\"");
    assertThat(order.table().column(SUBMITTED_AT)).isEqualTo("ordered");
    assertThat(order.table().column(ATTEMPTS)).isEqualTo("\"tries\"");
    assertThat(order.table().column(DUE_AT)).isEqualTo("\"look at\"");
  }

  @Test
  void aRecordWithGivenNamesIsFailedAndProcessed() {
    Order order = new Order.Rush();
    asyncables.submit(order);
    script.lines.put(
        "Order:" + order.id,
        (record, attempt) -> {
          assertThat(record).isInstanceOf(Order.Rush.class);
          if (attempt.number() == 1) {
            throw new IllegalStateException("busy");
          }
        });

    bench.run(reference(order));
    assertThat(stored(order).getError()).isEqualTo("IllegalStateException: busy");
    bench.run(reference(order));
    assertThat(stored(order).status()).isEqualTo("processed");
    asyncables.restart(order);
    assertThat(asyncables.cancel(order, "called off")).isTrue();
    assertThat(order.shipping.status()).isEqualTo("canceled");
  }

  @Test
  void aRecordWithAnIdOfFixedLengthIsProcessed() {
    Stamp stamp = new Stamp("A-000001");
    asyncables.submit(stamp);
    Instant submission = entities.find(Stamp.class, stamp.id).async.getLastSubmittedAt();
    bench.run(new Reference("Stamp", "A-000001", submission, 0));
    assertThat(entities.find(Stamp.class, stamp.id).async.status()).isEqualTo("processed");
  }

  private Reference reference(Order order) {
    Asyncable async = stored(order);
    return new Reference("Order", "" + order.id, async.getLastSubmittedAt(), async.getAttempts());
  }

  private Asyncable stored(Order order) {
    return entities.find(Order.class, order.id).shipping;
  }
}
