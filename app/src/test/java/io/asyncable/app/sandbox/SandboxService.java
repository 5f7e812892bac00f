package io.asyncable.app.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.asyncable.app.sandbox.Switch.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One external service, as a real HTTP server on a port of its own. */
public final class SandboxService {

  private final Answers answers;
  private final ScheduledExecutorService timer;
  private final EffectLog log = new EffectLog();
  private Switch current = Switch.to(Mode.OK);
  private int port;
  private @Nullable HttpServer server;
  private double failures;
  private long failed;

  SandboxService(Answers answers, ScheduledExecutorService timer) {
    this.answers = answers;
    this.timer = timer;
    listen();
  }

  /** What the service answers to a request it can serve. */
  interface Answers {
    SandboxAnswer answer(String method, String path, String key, String body);
  }

  /** Its base address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** How it behaves now. */
  public synchronized Switch mode() {
    return current;
  }

  /** Makes it behave so. */
  public void mode(Mode mode) {
    mode(Switch.to(mode));
  }

  /** Makes it behave so. */
  public synchronized void mode(Switch next) {
    current = next;
    failures = 0;
    if (next.mode() == Mode.DOWN) {
      stop();
    } else if (server == null) {
      listen();
    }
  }

  /** What it did since it was started or cleared. */
  public Effects effects() {
    return log.effects();
  }

  /** Forgets what it did. */
  public void clear() {
    log.clear();
  }

  synchronized void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  // The same port each time, so that callers find it again after it was down.
  private synchronized void listen() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      port = server.getAddress().getPort();
      server.createContext("/", this::accept);
      server.start();
    } catch (IOException taken) {
      throw new UncheckedIOException("The sandbox cannot listen on port " + port, taken);
    }
  }

  private void accept(HttpExchange exchange) throws IOException {
    log.called();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Switch behaviour = mode();
    long delay = behaviour.mode() == Mode.SLOW ? behaviour.latency().toMillis() : 0;
    timer.schedule(() -> respond(exchange, body, behaviour), delay, TimeUnit.MILLISECONDS);
  }

  private void respond(HttpExchange exchange, String body, Switch behaviour) {
    try (exchange) {
      if (behaviour.mode() == Mode.LOST && isFailure(behaviour.failureRate())) {
        answer(exchange, body);
        log.lost();
        return;
      }
      boolean fails = behaviour.mode() == Mode.FAILING && isFailure(behaviour.failureRate());
      SandboxAnswer answer =
          fails && isBeforeEffect() ? SandboxAnswer.failure() : answer(exchange, body);
      send(exchange, fails ? SandboxAnswer.failure() : answer);
    } catch (IOException gone) {
      // The caller no longer waits; what was done stays done, as it would in the real service.
    }
  }

  /** Spreads failures evenly, so that a rate of a half is every second call and not by luck. */
  private synchronized boolean isFailure(double rate) {
    failures += rate;
    boolean fails = failures >= 1;
    failures -= fails ? 1 : 0;
    return fails;
  }

  private synchronized boolean isBeforeEffect() {
    return failed++ % 2 == 0;
  }

  private SandboxAnswer answer(HttpExchange exchange, String body) {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String path = exchange.getRequestURI().getPath();
    if (key == null) {
      return SandboxAnswer.refusal(400, "The header Idempotency-Key is missing.");
    }
    SandboxAnswer answer = answers.answer(exchange.getRequestMethod(), path, key, body);
    return answer.status() == 200
        ? SandboxAnswer.ok(log.answer(key, reference(answer, key), answer::body))
        : answer;
  }

  private static String reference(SandboxAnswer answer, String key) {
    return answer.reference() == null ? key : answer.reference();
  }

  private static void send(HttpExchange exchange, SandboxAnswer answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
