package io.asyncable.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server on the loopback interface and loses what flows, as a network does: nothing
 * is forwarded any more and nothing is closed, so neither side is told.
 *
 * <p>What a lost flow carried stays lost. Its server's side stays open until the proxy is closed,
 * whatever its client does.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int PIECE = 16 * 1024;

  private final ServerSocket entrance;
  private final int server;
  private final List<Flow> flows = new CopyOnWriteArrayList<>();
  private volatile boolean losingAll;
  private volatile @Nullable String marked;

  private TcpProxy(ServerSocket entrance, int server) {
    this.entrance = entrance;
    this.server = server;
  }

  /** A proxy, at work, on a port of its own. */
  public static TcpProxy before(int server) {
    try {
      TcpProxy proxy = new TcpProxy(new ServerSocket(Ports.free(), 50, loopback()), server);
      start(proxy::accept);
      return proxy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The port to connect to. */
  public int port() {
    return entrance.getLocalPort();
  }

  /**
   * Lets the next message that holds this text through to the server, and loses the answer with all
   * that follows on its flow. The text must be one that the client sends in one message.
   */
  public void loseAnswerTo(String text) {
    marked = text;
  }

  /** Whether the message of {@link #loseAnswerTo} has passed. */
  public boolean hasLostAnswer() {
    return marked == null;
  }

  /** Loses all flows in both directions, those to come as well. */
  public void loseAll() {
    losingAll = true;
    flows.forEach(Flow::lose);
  }

  /** Lets new flows through again; the lost ones stay so. */
  public void recover() {
    losingAll = false;
    marked = null;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        Flow flow = new Flow(client, new Socket(loopback(), server));
        flows.add(flow);
        flow.begin(losingAll);
      } catch (IOException ended) {
        // The entrance was closed, or the server is away: this client is turned away.
      }
    }
  }

  @Override
  public void close() {
    close(entrance);
    flows.forEach(Flow::close);
  }

  /** Whether the text ends in the message, of which so much was known before. */
  private synchronized boolean isMarked(String message, int known) {
    String text = marked;
    if (text == null || message.indexOf(text, Math.max(0, known - text.length() + 1)) < 0) {
      return false;
    }
    marked = null;
    return true;
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception closed) {
      // It is of no use any more, which is what was wanted.
    }
  }

  /** One connection through the proxy. */
  private final class Flow {

    private final Socket client;
    private final Socket server;
    private volatile boolean requestsLost;
    private volatile boolean answersLost;

    Flow(Socket client, Socket server) throws SocketException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void begin(boolean lost) {
      if (lost) {
        lose();
      }
      start(this::forwardRequests);
      start(this::forwardAnswers);
    }

    void lose() {
      requestsLost = true;
      answersLost = true;
    }

    private void forwardRequests() {
      try {
        InputStream from = client.getInputStream();
        OutputStream to = server.getOutputStream();
        byte[] piece = new byte[PIECE];
        String tail = "";
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
          String message = tail + new String(piece, 0, read, StandardCharsets.ISO_8859_1);
          if (isMarked(message, tail.length())) {
            answersLost = true;
          }
          tail = message.substring(Math.max(0, message.length() - PIECE / 2));
          if (!requestsLost) {
            to.write(piece, 0, read);
          }
        }
      } catch (IOException broken) {
        // Told below, as an end is.
      }
      clientEnded();
    }

    private void forwardAnswers() {
      try {
        InputStream from = server.getInputStream();
        OutputStream to = client.getOutputStream();
        byte[] piece = new byte[PIECE];
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
          if (!answersLost) {
            to.write(piece, 0, read);
          }
        }
      } catch (IOException broken) {
        // Told below, as an end is.
      }
      if (!answersLost) {
        close();
      }
    }

    /** An end, too, is lost with the flow. */
    private void clientEnded() {
      if (requestsLost || answersLost) {
        TcpProxy.close(client);
      } else {
        close();
      }
    }

    void close() {
      TcpProxy.close(client);
      TcpProxy.close(server);
      flows.remove(this);
    }
  }
}
