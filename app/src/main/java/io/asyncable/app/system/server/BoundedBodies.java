package io.asyncable.app.system.server;

import io.asyncable.app.system.LargerBody;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/**
 * Limits how much of a body is read, for how long, and for how many bodies threads wait at a time.
 * It works before every filter and below every way to read a body, because Tomcat reads forms and
 * uploads by itself, and Tomcat's own limits cover neither JSON nor time.
 */
final class BoundedBodies extends ValveBase {

  /** How long a client may keep sending unread data before the connection is cut off. */
  private static final Duration REST = Duration.ofSeconds(3);

  private final BodySettings settings;
  private final List<LargerBody> larger;
  private final Semaphore waiting;

  /**
   * @param waiting how many threads may wait for bodies; must leave some for other requests
   */
  BoundedBodies(BodySettings settings, List<LargerBody> larger, int waiting) {
    super(true);
    this.settings = settings;
    this.larger = larger;
    this.waiting = new Semaphore(waiting);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    org.apache.coyote.Request wire = request.getCoyoteRequest();
    InputBuffer whole = wire.getInputBuffer();
    DataSize largest = largest(request);
    BoundedBody body = new BoundedBody(wire, waiting, largest.toBytes(), settings.within(largest));
    if (wire.getContentLengthLong() > largest.toBytes()) {
      refuse(HttpStatus.CONTENT_TOO_LARGE, request, response);
      if (!wire.hasExpectation()) {
        body.skipRest(REST);
      }
      return;
    }
    wire.setInputBuffer(body);
    try {
      getNext().invoke(request, response);
    } finally {
      wire.setInputBuffer(whole);
    }
    HttpStatus refusal = body.refusal();
    if (refusal != null) {
      refuse(refusal, request, response);
    }
    if (!request.isAsync() && !wire.isFinished()) {
      body.skipRest(REST);
    }
  }

  private DataSize largest(Request request) {
    String address = String.valueOf(request.getDecodedRequestURI());
    String application = request.getContextPath();
    return larger.stream()
        .filter(one -> address.equals(application + one.address()))
        .map(LargerBody::largest)
        .findFirst()
        .orElse(settings.largest());
  }

  /** Replaces whatever the controller answered, unless the answer is already being sent. */
  private static void refuse(HttpStatus refusal, Request request, Response response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (refusal == HttpStatus.SERVICE_UNAVAILABLE) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    }
    response.sendError(refusal.value());
  }
}
