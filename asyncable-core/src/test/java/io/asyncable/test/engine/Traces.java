package io.asyncable.test.engine;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** OpenTelemetry as an application has it, without anybody to export to. */
@TestConfiguration(proxyBeanMethods = false)
class Traces {

  private final io.opentelemetry.api.trace.Tracer otel =
      SdkTracerProvider.builder().build().get("test");

  @Bean
  Tracer tracer() {
    return new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {});
  }

  @Bean
  Propagator propagator() {
    return new OtelPropagator(
        ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel);
  }

  @Bean
  PropagatingSenderTracingObservationHandler<?> sender(Tracer tracer, Propagator propagator) {
    return new PropagatingSenderTracingObservationHandler<>(tracer, propagator);
  }

  @Bean
  PropagatingReceiverTracingObservationHandler<?> receiver(Tracer tracer, Propagator propagator) {
    return new PropagatingReceiverTracingObservationHandler<>(tracer, propagator);
  }
}
