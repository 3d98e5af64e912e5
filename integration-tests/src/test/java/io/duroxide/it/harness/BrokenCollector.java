package io.duroxide.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A port that speaks no protocol of its own: what a dead or half-dead collector looks like. In
 * front of a working one it can fall ill and recover as often as wanted, always at the same
 * address. A change of habit ends the connections of the habit before. Thread-safe.
 */
public final class BrokenCollector implements AutoCloseable {

  /** What happens to a connection; called on a thread of its own. */
  private interface Habit {
    void serve(Socket client) throws IOException;
  }

  /** Below the ports that systems give to clients, so that nobody takes ours while we are away. */
  private static final int FIRST_PORT = 21_000;

  private static final int LAST_PORT = 32_000;

  private final int backend;
  private final AtomicInteger connections = new AtomicInteger();

  // Guarded by this.
  private final Set<Socket> open = new HashSet<>();
  private ServerSocket listener;
  private Habit habit;

  private BrokenCollector(int backend, Habit habit) {
    this.backend = backend;
    this.habit = habit;
    this.listener = listenSomewhere();
    acceptOn(listener);
  }

  public static BrokenCollector hanging() {
    BrokenCollector collector = new BrokenCollector(0, client -> {});
    collector.hang();
    return collector;
  }

  public static BrokenCollector resetting() {
    BrokenCollector collector = hanging();
    collector.reset();
    return collector;
  }

  /** Passes everything on to the receiver, until it is told otherwise. */
  public static BrokenCollector inFrontOf(OtlpReceiver receiver) {
    BrokenCollector collector = new BrokenCollector(receiver.port(), client -> {});
    collector.recover();
    return collector;
  }

  /** The address of a port nobody listens on. */
  public static String absentUrl() {
    try (BrokenCollector shortLived = hanging()) {
      return shortLived.url();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  private synchronized int port() {
    return listener.getLocalPort();
  }

  /** Connections accepted so far. */
  public int connections() {
    return connections.get();
  }

  /** From now on connections are refused. */
  public synchronized void goAway() {
    close();
  }

  /** From now on connections are accepted, and that is all. */
  public void hang() {
    become(client -> {});
  }

  /** From now on connections are reset. */
  public void reset() {
    become(
        client -> {
          client.setSoLinger(true, 0); // turns the close into a reset
          end(client);
        });
  }

  /**
   * From now on every request is answered with this head and so many bytes after it, whatever it
   * was.
   */
  public void answer(String head, long bodyBytes) {
    become(client -> answer(client, head, bodyBytes));
  }

  /** From now on the receiver behind is reached again. */
  public void recover() {
    become(this::forward);
  }

  private synchronized void become(Habit next) {
    habit = next;
    endAll();
    if (listener.isClosed()) {
      listener = listenOn(listener.getLocalPort());
      acceptOn(listener);
    }
  }

  private void acceptOn(ServerSocket socket) {
    inBackground(
        () -> {
          while (!socket.isClosed()) {
            handle(socket.accept());
          }
        });
  }

  private synchronized void handle(Socket client) {
    connections.incrementAndGet();
    open.add(client);
    Habit current = habit;
    inBackground(() -> current.serve(client));
  }

  private void answer(Socket client, String head, long bodyBytes) throws IOException {
    InputStream in = client.getInputStream();
    // The request's beginning is enough; who closes with the rest unread resets the connection.
    if (in.read(new byte[1024]) < 0) {
      return;
    }
    inBackground(() -> in.transferTo(OutputStream.nullOutputStream()));
    OutputStream out = client.getOutputStream();
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    byte[] filler = new byte[8192];
    for (long left = bodyBytes; left > 0; left -= filler.length) {
      out.write(filler, 0, (int) Math.min(left, filler.length));
    }
    client.shutdownOutput();
  }

  private void forward(Socket client) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), backend);
    synchronized (this) {
      open.add(server);
    }
    inBackground(() -> pass(client, server));
    pass(server, client);
  }

  private void pass(Socket from, Socket to) throws IOException {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } finally {
      end(from);
      end(to);
    }
  }

  private synchronized void end(Socket socket) throws IOException {
    open.remove(socket);
    socket.close();
  }

  private synchronized void endAll() {
    try {
      for (Socket socket : Set.copyOf(open)) {
        end(socket);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Work that ends with the connection or listener it is about. */
  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // The only way out of a blocking call: one of both sides has closed.
              }
            },
            "broken-collector");
    thread.setDaemon(true);
    thread.start();
  }

  private static ServerSocket listenSomewhere() {
    while (true) {
      ServerSocket socket =
          tryListen(ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1));
      if (socket != null) {
        return socket;
      }
    }
  }

  private static ServerSocket listenOn(int port) {
    ServerSocket socket = tryListen(port);
    if (socket == null) {
      throw new IllegalStateException("somebody took port " + port + " meanwhile");
    }
    return socket;
  }

  private static @Nullable ServerSocket tryListen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      return socket;
    } catch (BindException taken) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      endAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
