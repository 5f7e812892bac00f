package io.asyncable.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncable.ActionRefused;
import io.asyncable.Asyncables;
import io.asyncable.State;
import io.asyncable.UnknownRecord;
import io.asyncable.audit.Actor;
import io.asyncable.audit.Audit;
import io.asyncable.audit.AuditEntry;
import io.asyncable.audit.AuditEntry.Via;
import io.asyncable.explain.Explanations;
import io.asyncable.job.Enqueued;
import io.asyncable.job.JobRefused;
import io.asyncable.job.Jobs;
import io.asyncable.move.Cause;
import io.asyncable.move.RecordRow;
import io.asyncable.search.RecordList;
import io.asyncable.test.EngineDriver;
import io.asyncable.test.TestClock;
import io.asyncable.test.engine.Errands;
import io.asyncable.test.engine.Errands.Retried;
import io.asyncable.test.engine.Errands.RunErrand;
import io.asyncable.test.engine.InlineEngineTest;
import io.asyncable.type.ProcessTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a person repairs the payload of a job. */
@InlineEngineTest
class AuditedPayloadsTest {

  private static final Actor ANN = new Actor("ann", Via.PAGE, "the label was a list");

  @Autowired AuditedPayloads payloads;
  @Autowired Jobs jobs;
  @Autowired Asyncables asyncables;
  @Autowired Errands errands;
  @Autowired EngineDriver engine;
  @Autowired TestClock clock;
  @Autowired RecordList records;
  @Autowired ProcessTypes types;
  @Autowired Explanations explanations;
  @Autowired Audit audit;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void clear() {
    errands.clear();
  }

  @Test
  void aRepairedJobRunsAfterARestart() {
    Enqueued job = unreadable("{\"label\": [1, 2]}");
    assertThat(explanations.of(row(job), any -> true).help().absolute())
        .contains("correct the payload");

    edit(job, " {\"label\" : \"repaired\", \"steps\": [1], \"at\": null} ");
    assertThat(row(job).state()).isEqualTo(State.EXPIRED);
    assertThat(errands.done).isEmpty();

    asyncables.restart(job.type(), job.id().toString(), "ann", "repaired");
    assertThat(row(job).state()).isEqualTo(State.PROCESSED);
    assertThat(errands.done).containsExactly(new RunErrand("repaired", List.of(1), null));
    AuditEntry entry = audit.ofRecord(job.type(), job.id().toString(), 10).get(0);
    assertThat(entry.actor()).isEqualTo("ann");
    assertThat(entry.action()).isEqualTo("edit-payload");
    assertThat(entry.reason()).isEqualTo("the label was a list");
    assertThat(entry.before()).isEqualTo("{\"label\": [1, 2]}");
    assertThat(entry.after()).contains("\"label\":\"repaired\"").doesNotContain(" ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"label\": [1]} | The field 'label' of the payload must be of the type String",
        "{\"label\": \"a\", \"lable\": \"b\"} | The payload has the unknown field 'lable'",
        "{\"label\": \" \"} | The request for errand.run is invalid: label must not be blank",
        "{\"label\": \"a\"} {} | The payload does not fit the request of errand.run",
        "null | The payload is empty",
        "`` | The payload",
        "label | The payload is not JSON",
      })
  void whatTheHandlerCouldNotTakeIsRefusedAndNothingChanges(String json, String sentence) {
    Enqueued job = unreadable("{\"label\": [1, 2]}");
    assertThatThrownBy(() -> edit(job, json))
        .isInstanceOf(JobRefused.class)
        .hasMessageContaining(sentence);
    assertUnchanged(job, "{\"label\": [1, 2]}");
  }

  @Test
  void aPayloadThatIsTooLargeIsRefused() {
    Enqueued job = unreadable("[]");
    assertThatThrownBy(() -> edit(job, "{\"label\": \"" + "ü".repeat(140_000) + "\"}"))
        .isInstanceOf(JobRefused.class)
        .hasMessageContaining("more than the 262,144");
    assertUnchanged(job, "[]");
  }

  @Test
  void theAuditKeepsTheBeginningOfALongPayload() {
    Enqueued job = unreadable("[]");
    edit(job, "{\"label\": \"" + "x".repeat(10_000) + "\"}");

    assertThat(audit.ofRecord(job.type(), job.id().toString(), 10).get(0).after())
        .endsWith("characters)")
        .hasSizeLessThan(2_100);
  }

  @Test
  void aRunningOrProcessedJobKeepsItsPayload() {
    List<Throwable> refused = new ArrayList<>();
    errands.lines.put(
        "x",
        attempt -> {
          try {
            String id = jdbc.sql("select id from asyncable_job").query(UUID.class).single() + "";
            payloads.edit(ANN, types.named("errand.retried"), id, "{\"label\": \"y\"}");
          } catch (ActionRefused running) {
            refused.add(running);
          }
        });
    Enqueued job = jobs.enqueue(new Retried("x"));
    assertThat(refused)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("is running, so its handler has read the payload.");

    assertThatThrownBy(() -> edit(job, "{\"label\": \"y\"}"))
        .isInstanceOf(ActionRefused.class)
        .hasMessageContaining("is processed, so its payload tells what was done.");
    assertUnchanged(job, "{\"label\":\"x\"}");
  }

  @Test
  void aWaitingJobRunsWithItsNewPayload() {
    Enqueued job = jobs.in(Duration.ofHours(1)).enqueue(new Retried("x"));
    edit(job, "{\"label\": \"y\"}");
    clock.advance(Duration.ofHours(2));
    engine.drain();

    assertThat(errands.done).containsExactly(new Retried("y"));
  }

  @Test
  void onlyJobsHavePayloads() {
    assertThatThrownBy(
            () -> payloads.edit(ANN, types.named("Letter"), "" + UUID.randomUUID(), "{}"))
        .isInstanceOf(UnknownRecord.class)
        .hasMessageContaining("is no job, so it has no payload.");
    assertThatThrownBy(
            () ->
                payloads.edit(
                    ANN,
                    types.named("errand.retried"),
                    "" + UUID.randomUUID(),
                    "{\"label\": \"\"}"))
        .isInstanceOf(UnknownRecord.class);
  }

  private Enqueued unreadable(String payload) {
    Enqueued job = jobs.in(Duration.ofHours(1)).enqueue(new RunErrand("x", List.of(), null));
    jdbc.sql("update asyncable_job set payload = cast(? as json) where id = ?")
        .params(payload, job.id())
        .update();
    clock.advance(Duration.ofHours(2));
    engine.drain();
    assertThat(row(job).cause()).isEqualTo(Cause.PAYLOAD_UNREADABLE);
    return job;
  }

  private void edit(Enqueued job, String json) {
    payloads.edit(ANN, types.named(job.type()), job.id().toString(), json);
  }

  private void assertUnchanged(Enqueued job, String payload) {
    assertThat(jdbc.sql("select payload from asyncable_job").query(String.class).single())
        .isEqualTo(payload);
    assertThat(audit.ofRecord(job.type(), job.id().toString(), 10)).isEmpty();
  }

  private RecordRow row(Enqueued job) {
    return records
        .find(types.named(job.type()), job.id().toString(), clock.instant())
        .orElseThrow();
  }
}
