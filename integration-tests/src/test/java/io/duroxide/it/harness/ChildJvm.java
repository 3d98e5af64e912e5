package io.duroxide.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A real JVM of its own under test. {@link #close()} kills what is still alive, and so does the end
 * of the test JVM; a child that reads its stdin also sees the end of it if the test JVM is killed.
 */
public final class ChildJvm implements AutoCloseable {

  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALIVE.forEach(ChildJvm::killTree), "kill-child-jvms"));
  }

  /** How a finished child ended. */
  public record Exit(int code, List<String> stdout, List<String> stderr) {}

  private final Process process;
  private final Output stdout;
  private final Output stderr;

  private ChildJvm(Process process) {
    this.process = process;
    this.stdout = Output.of(process.getInputStream(), "child-stdout-" + process.pid());
    this.stderr = Output.of(process.getErrorStream(), "child-stderr-" + process.pid());
  }

  static ChildJvm of(Process process) {
    ALIVE.add(process);
    return new ChildJvm(process);
  }

  public long pid() {
    return process.pid();
  }

  public List<String> stdout() {
    return stdout.lines();
  }

  public List<String> stderr() {
    return stderr.lines();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for a line on stdout; fails with everything the child said if it does not come. */
  public String awaitLine(String text, Duration limit) throws InterruptedException {
    return await(stdout, line -> line.contains(text), "line '" + text + "' on stdout", limit);
  }

  /** Waits for a line on stderr, likewise. */
  public String awaitErrorLine(String text, Duration limit) throws InterruptedException {
    return await(stderr, line -> line.contains(text), "line '" + text + "' on stderr", limit);
  }

  private String await(Output output, Predicate<String> wanted, String what, Duration limit)
      throws InterruptedException {
    String line = output.await(wanted, limit);
    if (line == null) {
      throw new AssertionError("no " + what + " within " + limit + "\n" + transcript());
    }
    return line;
  }

  /** Sends a line to the child's stdin. */
  public void tell(String line) {
    try {
      var in = process.getOutputStream();
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("child no longer listens\n" + transcript(), e);
    }
  }

  /** Closes the child's stdin. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("child no longer listens\n" + transcript(), e);
    }
  }

  /** Waits for the end of the process and of its output. */
  public Exit awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + limit + "\n" + transcript());
    }
    if (!stdout.awaitEnd(END_LIMIT) || !stderr.awaitEnd(END_LIMIT)) {
      throw new AssertionError("output stays open after the exit\n" + transcript());
    }
    return new Exit(process.exitValue(), stdout(), stderr());
  }

  /** {@code kill}: SIGTERM, which runs the shutdown hooks. */
  public void terminate() {
    // Not the process itself: that would close its streams with it.
    process.toHandle().destroy();
  }

  /** {@code kill -9}: no shutdown hook, no flush, nothing. Returns when the process is gone. */
  public void kill9() throws InterruptedException {
    if (!process.destroyForcibly().waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("survives a kill -9\n" + transcript());
    }
  }

  @Override
  public void close() {
    killTree(process);
    ALIVE.remove(process);
  }

  private static void killTree(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** All the child said, for failure messages. */
  public String transcript() {
    return "--- pid "
        + process.pid()
        + (process.isAlive() ? " alive" : " exited " + process.exitValue())
        + "\n--- stdout\n"
        + String.join("\n", stdout())
        + "\n--- stderr\n"
        + String.join("\n", stderr());
  }
}
