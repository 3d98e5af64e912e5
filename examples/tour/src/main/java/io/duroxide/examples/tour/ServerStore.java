package io.duroxide.examples.tour;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.ProviderException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A provider of the user's own, as one for a database server would be: it keeps everything in a
 * store of ours, and sometimes fails the way a server and its driver do.
 *
 * <p>A proxy, because it treats all methods of the interface alike.
 */
final class ServerStore implements InvocationHandler {

  /** First characters of SQLState to what they mean, by the SQL standard and by PostgreSQL. */
  private static final Map<String, ErrorKind> KINDS =
      Map.of(
          "08", ErrorKind.CONNECTION,
          "23", ErrorKind.CONSTRAINT_VIOLATION,
          "40001", ErrorKind.SERIALIZATION,
          "40P01", ErrorKind.DEADLOCK,
          "55P03", ErrorKind.BUSY,
          "57014", ErrorKind.TIMEOUT,
          "XX001", ErrorKind.CORRUPTION);

  private final Object store;
  private final Server server;

  private ServerStore(Object store, Server server) {
    this.store = store;
    this.server = server;
  }

  /** The server, and what is wrong with it. Thread-safe. */
  static final class Server {

    private final Map<String, Queue<String>> faults = new ConcurrentHashMap<>();
    private volatile boolean down;

    /** The next call of {@code method} for which nothing was announced before fails like this. */
    Server willFail(String method, String sqlState) {
      faults.computeIfAbsent(method, first -> new ConcurrentLinkedQueue<>()).add(sqlState);
      return this;
    }

    /** From now on every call fails. */
    void goDown() {
      down = true;
    }

    /** A provider on this server. */
    Provider open(Provider store) {
      return proxy(Provider.class, new ServerStore(store, this));
    }

    private void meetFault(String method) throws SQLException {
      Queue<String> coming = faults.get(method);
      String state = down ? "57P01" : coming == null ? null : coming.poll();
      if (state != null) {
        throw new SQLException("the server reports " + state, state);
      }
    }
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "name" -> "server";
      case "admin" ->
          proxy(ProviderAdmin.class, new ServerStore(((Provider) store).admin(), server));
      case "close" -> passOn(method, arguments);
      default -> ask(method, arguments);
    };
  }

  private Object ask(Method method, Object[] arguments) throws Throwable {
    try {
      server.meetFault(method.getName());
    } catch (SQLException fault) {
      throw translated(method.getName(), fault);
    }
    return passOn(method, arguments);
  }

  private Object passOn(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static ProviderException translated(String operation, SQLException fault) {
    String state = fault.getSQLState();
    ErrorKind kind = KINDS.getOrDefault(state, KINDS.get(state.substring(0, 2)));
    boolean retryable =
        kind == ErrorKind.DEADLOCK || kind == ErrorKind.SERIALIZATION || kind == ErrorKind.BUSY;
    return new ProviderException(
        operation,
        kind == null ? ErrorKind.OTHER : kind,
        retryable,
        String.valueOf(fault.getMessage()),
        fault);
  }

  private static <T> T proxy(Class<T> type, ServerStore handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
