package io.duroxide.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A port that speaks no protocol at all: what a dead or half-dead collector looks like. */
public final class BrokenCollector implements AutoCloseable {

  private enum Habit {
    /** Accepts connections, reads nothing, answers nothing. */
    HANG,
    /** Accepts connections and resets them. */
    RESET
  }

  private final ServerSocket listener;
  private final Habit habit;
  // Guarded by this.
  private final List<Socket> held = new ArrayList<>();

  private BrokenCollector(Habit habit) {
    this.habit = habit;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static BrokenCollector hanging() {
    return start(Habit.HANG);
  }

  public static BrokenCollector resetting() {
    return start(Habit.RESET);
  }

  /** The address of a port nobody listens on. */
  public static String absentUrl() {
    try (BrokenCollector shortLived = hanging()) {
      return shortLived.url();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  private static BrokenCollector start(Habit habit) {
    BrokenCollector collector = new BrokenCollector(habit);
    Thread acceptor = new Thread(collector::acceptAll, "broken-collector");
    acceptor.setDaemon(true);
    acceptor.start();
    return collector;
  }

  private void acceptAll() {
    try {
      while (!listener.isClosed()) {
        handle(listener.accept());
      }
    } catch (IOException closed) {
      // The only way out of accept(): close() was called.
    }
  }

  private synchronized void handle(Socket socket) throws IOException {
    if (habit == Habit.RESET) {
      socket.setSoLinger(true, 0); // turns the close into a reset
      socket.close();
    } else {
      held.add(socket);
    }
  }

  @Override
  public synchronized void close() {
    try {
      listener.close();
      for (Socket socket : held) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
