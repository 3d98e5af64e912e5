package io.duroxide.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.jdbc.Operation;
import io.duroxide.provider.jdbc.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that fails: a violated foreign key that is checked only then. */
final class WriterCommitTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String ADD = "INSERT INTO child (name, parent) VALUES (?, ?)";

  private final Signals signals = new Signals(InstantSource.system());
  private Connection connection;
  private Writer writer;

  @BeforeEach
  void open(@TempDir Path directory) throws SQLException {
    Path file = directory.resolve("store.db");
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    Session session = new Session(connection, InstantSource.system());
    session.update("PRAGMA foreign_keys = ON");
    session.update("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
    session.update(
        "CREATE TABLE child (name TEXT, parent INTEGER REFERENCES parent"
            + " DEFERRABLE INITIALLY DEFERRED)");
    session.update("INSERT INTO parent (id) VALUES (1)");
    writer = new Writer(session, new FileUpkeep(file), signals, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() throws SQLException {
    writer.close();
    connection.close();
  }

  @Test
  void commit_fails_everyCallerOfTheGroupSeesItAndNothingIsDone() throws Exception {
    List<String> told = new ArrayList<>();
    for (FutureTask<ProviderException> call : group()) {
      ProviderException failure = call.get(30, TimeUnit.SECONDS);
      assertThat(failure.kind()).isEqualTo(ErrorKind.CONSTRAINT_VIOLATION);
      told.add(failure.operation());
    }
    assertThat(told).containsExactlyInAnyOrder("good", "bad", "fetch");
    assertThat(names()).containsExactly("first");
  }

  @Test
  void commit_failed_theNextGroupWorks() throws Exception {
    for (FutureTask<ProviderException> call : group()) {
      assertThat(call.get(30, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(writer.call("after", add("after", 1))).isEqualTo(1);
    assertThat(writer.call(fetch())).isEqualTo("first");
  }

  /** One call is committed; three that came meanwhile share the next commit, which fails. */
  private List<FutureTask<ProviderException>> group() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    FutureTask<Integer> first =
        new FutureTask<>(
            () ->
                writer.call(
                    "first",
                    session -> {
                      awaitUninterrupted(release);
                      return session.update(ADD, "first", 1);
                    }));
    Thread unused = blocked(first);
    List<FutureTask<ProviderException>> group = new ArrayList<>();
    group.add(failing(() -> writer.call("good", add("good", 1))));
    group.add(failing(() -> writer.call("bad", add("bad", 99))));
    group.add(failing(() -> writer.call(fetch())));
    for (FutureTask<ProviderException> call : group) {
      unused = blocked(call);
    }
    release.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    return group;
  }

  private static Operation<Integer> add(String name, int parent) {
    return session -> session.update(ADD, name, parent);
  }

  @SuppressWarnings("NullAway") // in class files it overlooks that the operation may return null
  private FetchCall<String> fetch() {
    return new FetchCall<>(
        "fetch",
        session -> session.queryFirst("SELECT max(name) FROM child", row -> row.getString(1)),
        signals.turns(),
        null,
        Waits.deadline(LONG));
  }

  private List<String> names() {
    return writer.call(
        "names", session -> session.queryAll("SELECT name FROM child", row -> row.getString(1)));
  }

  private static FutureTask<ProviderException> failing(Callable<?> call) {
    return new FutureTask<>(
        () -> {
          try {
            throw new AssertionError("answered with " + call.call());
          } catch (ProviderException failure) {
            return failure;
          }
        });
  }

  /** Starts the call and waits until the writer has it, or has it waiting. */
  private static Thread blocked(FutureTask<?> call) {
    Thread thread = new Thread(call, "caller");
    thread.setDaemon(true);
    thread.start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    return thread;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
