package io.asyncable.app.system.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.ActionCode;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The body of one request, up to its limits. Reading beyond them fails. */
final class BoundedBody implements InputBuffer {

  private final Request request;
  private final InputBuffer whole;
  private final Semaphore waiting;
  private final long largest;
  private final Duration within;
  private long read;
  private @Nullable Long end;
  private @Nullable HttpStatus refusal;

  /**
   * @param waiting semaphore; the body holds a permit while it waits for data
   * @param within from the first read on
   */
  BoundedBody(Request request, Semaphore waiting, long largest, Duration within) {
    this.request = request;
    this.whole = request.getInputBuffer();
    this.waiting = waiting;
    this.largest = largest;
    this.within = within;
  }

  /** Why the body could not be read to its end; null if it could. */
  @Nullable HttpStatus refusal() {
    return refusal;
  }

  @Override
  public int available() {
    return whole.available();
  }

  @Override
  public int doRead(ApplicationBufferHandler reader) throws IOException {
    requireNoRefusal();
    boolean arrived = whole.available() > 0 || request.isFinished();
    int some = arrived ? whole.doRead(reader) : await(reader);
    read += Math.max(0, some);
    if (read > largest) {
      refusal = HttpStatus.CONTENT_TOO_LARGE;
    }
    requireNoRefusal();
    return some;
  }

  private int await(ApplicationBufferHandler reader) throws IOException {
    long now = System.nanoTime();
    end = end == null ? now + within.toNanos() : end;
    if (!waiting.tryAcquire()) {
      refusal = HttpStatus.SERVICE_UNAVAILABLE;
    }
    requireNoRefusal();
    try {
      return whole.doRead(reader);
    } catch (SocketTimeoutException silent) {
      refusal = HttpStatus.REQUEST_TIMEOUT;
      return 0;
    } finally {
      waiting.release();
      if (System.nanoTime() - end > 0) {
        refusal = HttpStatus.REQUEST_TIMEOUT;
      }
    }
  }

  private void requireNoRefusal() throws IOException {
    if (refusal != null) {
      // Tomcat takes any other exception of a read for the client's absence and then answers
      // nothing.
      throw new BadRequestException("The rest of the body is not read: " + refusal);
    }
  }

  /**
   * Lets the client send the rest for a while, because most clients read no answer before they have
   * sent everything. A client that was too slow gets no such time. The connection then closes with
   * the answer; otherwise Tomcat would keep reading on this thread for as long as data comes.
   */
  void skipRest(Duration within) {
    if (refusal != HttpStatus.REQUEST_TIMEOUT && refusal != HttpStatus.SERVICE_UNAVAILABLE) {
      skip(within);
    }
    if (!request.isFinished()) {
      request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
  }

  private void skip(Duration within) {
    BoundedBody rest = new BoundedBody(request, waiting, Long.MAX_VALUE, within);
    Skipped skipped = new Skipped();
    long stop = System.nanoTime() + within.toNanos();
    try {
      while (rest.doRead(skipped) >= 0 && System.nanoTime() - stop < 0) {
        // Nobody reads the rest.
      }
    } catch (IOException cut) {
      // The rest came too slowly, or the client is gone.
    }
  }

  private static final class Skipped implements ApplicationBufferHandler {

    private ByteBuffer bytes = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return bytes;
    }

    @Override
    public void expand(int size) {}
  }
}
