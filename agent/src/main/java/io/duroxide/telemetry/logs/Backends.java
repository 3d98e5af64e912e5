package io.duroxide.telemetry.logs;

import org.jspecify.annotations.Nullable;

/**
 * Where each thread is in the logging backends. One that hands a record to another, and what a
 * backend itself writes meanwhile, is not another record; nor is what the agent's own threads say.
 * Thread-safe.
 */
final class Backends {

  private static final String OWN_NAMES = "duroxide-telemetry";

  /** In place of a record of java.util.logging that has been taken. */
  private static final Object TAKEN = new Object();

  private final @Nullable ThreadGroup own;

  @SuppressWarnings("ThreadLocalUsage") // one per process
  private final ThreadLocal<Calls> calls = ThreadLocal.withInitial(Calls::new);

  Backends(@Nullable ThreadGroup own) {
    this.own = own;
  }

  /** What one thread has called and not returned from. */
  private static final class Calls {
    private boolean recording;

    /** A record of java.util.logging that has not come to a handler yet. */
    private @Nullable Object jul;
  }

  boolean mayRecord() {
    Thread thread = Thread.currentThread();
    return !calls.get().recording
        && !thread.getName().startsWith(OWN_NAMES)
        && (own == null || thread.getThreadGroup() != own);
  }

  void began() {
    Calls now = calls.get();
    now.recording = true;
    // A bridge has passed it on to the backend that takes it now.
    now.jul = null;
  }

  void ended() {
    calls.get().recording = false;
  }

  @Nullable Object julBegan(Object record) {
    Calls now = calls.get();
    Object before = now.jul;
    now.jul = record;
    return before;
  }

  @Nullable Object julReached() {
    Object record = calls.get().jul;
    return record == TAKEN ? null : record;
  }

  void julTaken() {
    calls.get().jul = TAKEN;
  }

  void julEnded(@Nullable Object before) {
    Calls now = calls.get();
    if (now.jul == TAKEN) {
      now.recording = false;
    }
    now.jul = before;
  }
}
