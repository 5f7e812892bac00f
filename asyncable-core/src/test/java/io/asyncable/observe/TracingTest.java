package io.asyncable.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncable.test.engine.EngineApplication.Script;
import io.asyncable.test.engine.Letter;
import io.asyncable.test.engine.StillEngineTest;
import io.asyncable.test.engine.Workbench;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StillEngineTest
class TracingTest {

  @Autowired Workbench bench;
  @Autowired Script script;
  @Autowired Tracer tracer;

  @Test
  void everyAttemptContinuesTheTraceOfItsSubmission() {
    Letter letter = submittedUnder(tracer.nextSpan());
    String submission = traceIdOf(letter);
    List<Span> spans = new CopyOnWriteArrayList<>();
    script.lines.put(
        "Letter:" + letter.id,
        (record, attempt) -> {
          spans.add(tracer.currentSpan());
          if (attempt.number() == 1) {
            throw new IllegalStateException("busy");
          }
        });
    bench.run(letter);
    bench.run(letter);

    assertThat(spans)
        .hasSize(2)
        .extracting(span -> span.context().traceId())
        .containsOnly(submission);
    assertThat(spans).extracting(span -> span.context().spanId()).doesNotHaveDuplicates();
  }

  @Test
  void aSubmissionContinuesTheTraceOfItsCaller() {
    Span caller = tracer.nextSpan();
    assertThat(traceIdOf(submittedUnder(caller))).isEqualTo(caller.context().traceId());
  }

  private Letter submittedUnder(Span caller) {
    try (Tracer.SpanInScope scope = tracer.withSpan(caller.start())) {
      assertThat(scope).isNotNull();
      return bench.submitted();
    } finally {
      caller.end();
    }
  }

  /** From a line such as {@code traceparent=00-TRACE-SPAN-01}. */
  private String traceIdOf(Letter letter) {
    String trace = bench.stored(letter).getTrace();
    assertThat(trace).contains("traceparent=00-");
    return trace.substring(trace.indexOf("traceparent=") + 15).split("-")[0];
  }
}
