package io.duroxide.telemetry.logs;

import static io.duroxide.telemetry.logs.Entries.DEBUG;
import static io.duroxide.telemetry.logs.Entries.ERROR;
import static io.duroxide.telemetry.logs.Entries.INFO;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.duroxide.telemetry.config.AgentConfig;
import io.duroxide.telemetry.config.ConfigLoader;
import io.duroxide.telemetry.logs.LogContext.Activity;
import io.duroxide.telemetry.logs.LogContext.Lifecycle;
import io.duroxide.telemetry.logs.LogContext.Span;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import io.duroxide.telemetry.traces.RootInstances;
import io.duroxide.telemetry.traces.TraceIds;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From what advice tells to entries. */
final class RecordingLogSinkTest {

  private static final String[] NO_CLASSES = {};

  private final LogLanes lanes = new LogLanes(DEBUG, 1000, severity -> {});
  private final RootInstances roots = RootInstances.ofThisProcess();
  private RecordingLogSink sink = sink();

  private RecordingLogSink sink(String... settings) {
    return sink(null, settings);
  }

  private RecordingLogSink sink(@Nullable ThreadGroup own, String... settings) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      properties.put("duroxide.telemetry." + settings[i], settings[i + 1]);
    }
    AgentConfig config =
        new ConfigLoader(properties, Map.of(), null, MetricCatalogue.histograms()).load(null);
    return new RecordingLogSink(lanes, config, roots, own);
  }

  private void write(int severity, String message) {
    write(severity, message, null);
  }

  private void write(int severity, String message, @Nullable Throwable thrown) {
    if (sink.takes(severity)) {
      sink.record(severity, "LEVEL", "com.shop.Orders", message, 1_234L, thrown);
      sink.recorded();
    }
  }

  private List<String> messages() {
    return lanes.take().stream().map(LogEntry::message).toList();
  }

  private LogEntry only() {
    List<LogEntry> entries = lanes.take();
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private static LogContext context(LogEntry entry) {
    return requireNonNull(entry.context());
  }

  private @Nullable Object attempt(String instance) {
    return sink.activityBegan(5, instance, 2, "Order", "1.2.0", "Pay", 7, 1);
  }

  @Test
  void outsideThereIsNoContext() {
    write(INFO, "hello");
    assertThat(only())
        .isEqualTo(
            new LogEntry(1_234_000_000L, INFO, "LEVEL", "com.shop.Orders", "hello", null, null));
  }

  @Test
  void inAnAttemptThereIsAllOfIt() {
    Object before = attempt("order-1");
    write(INFO, "hello");
    sink.activityEnded(before, true);
    write(INFO, "outside again");
    List<LogEntry> entries = lanes.take();
    LogContext context = entries.get(0).context();
    assertThat(context)
        .isEqualTo(
            new LogContext(
                "order-1",
                2,
                "Order",
                "1.2.0",
                "activity-5",
                new Activity("Pay", 7),
                null,
                new Span("order-1", TraceIds.activity("order-1", 2, 7, 1), false)));
    assertThat(entries.get(1).context()).isNull();
  }

  @Test
  void ofATurnThereIsAsMuchAsIsKnown() {
    Object before = sink.turnBegan(0, "order-1", 0, null, null, null, 1);
    write(INFO, "fetched");
    sink.executionSeen("order-1", 1, "Order", "1.2.0", null);
    write(INFO, "running");
    Object place = sink.executionEnded("FAILED", false, 17, "APPLICATION", NO_CLASSES);
    write(INFO, "failed");
    sink.restore(place);
    write(INFO, "after");
    sink.restore(before);
    List<LogEntry> entries = lanes.take();
    assertThat(context(entries.get(0)).orchestrationName()).isNull();
    assertThat(context(entries.get(1)).orchestrationName()).isEqualTo("Order");
    assertThat(context(entries.get(2)).lifecycle())
        .isEqualTo(new Lifecycle("failed", 17, "app_error"));
    assertThat(context(entries.get(3)).lifecycle()).isNull();
  }

  /** An execution that leaves the cache is unwound in a turn of another one. */
  @Test
  void codeOfAnotherExecutionIsNotThatOfTheTurn() {
    Object before = sink.turnBegan(0, "order-1", 1, "Order", "1.2.0", null, 3);
    Object place = sink.executionEnds("other", 9, "Other", "1.0.0", null);
    write(INFO, "finally");
    sink.restore(place);
    write(INFO, "back");
    sink.restore(before);
    Object alone = sink.executionEnds("last", 1, "Other", "1.0.0", null);
    write(INFO, "at shutdown");
    sink.restore(alone);
    List<LogEntry> entries = lanes.take();
    assertThat(entries)
        .extracting(entry -> context(entry).instanceId())
        .containsExactly("other", "order-1", "last");
    assertThat(entries)
        .extracting(entry -> context(entry).workerId())
        .containsExactly("orchestration-0", "orchestration-0", null);
  }

  @Test
  void theSpanIsSampledIfSpansAreExported() {
    sink = sink("traces.enabled", "true");
    Object before = sink.turnBegan(0, "root", 1, "Order", "1.2.0", null, 3);
    write(INFO, "turn");
    sink.restore(before);
    assertThat(context(only()).span())
        .isEqualTo(new Span("root", TraceIds.turn("root", 1, 3), true));
  }

  @Test
  void idsAreThoseOfTheTraceOfTheRoot() {
    Object before = sink.turnBegan(0, "root", 1, "Order", "1.2.0", null, 3);
    write(INFO, "turn");
    sink.restore(before);
    before = sink.turnBegan(0, "child", 0, null, null, null, 1);
    sink.executionSeen("child", 1, "Pay", "1.0.0", "root");
    write(INFO, "turn of the child");
    sink.restore(before);
    before = attempt("child");
    write(INFO, "activity of the child");
    sink.restore(before);
    before = attempt("of another node");
    write(INFO, "root not known");
    sink.restore(before);
    String trace = TraceIds.trace("root");
    assertThat(new OtlpRecords(Resource.empty(), roots).of(lanes.take()))
        .extracting(record -> record.getSpanContext().getTraceId(), this::spanOf)
        .containsExactly(
            tuple(trace, TraceIds.turn("root", 1, 3)),
            tuple(trace, TraceIds.turn("child", 1, 1)),
            tuple(trace, TraceIds.activity("child", 2, 7, 1)),
            tuple(TraceId.getInvalid(), SpanId.getInvalid()));
  }

  private String spanOf(LogRecordData record) {
    return record.getSpanContext().getSpanId();
  }

  @Test
  void outcomesAreThoseOfTheMetrics() {
    assertThat(execution("COMPLETED", false)).isEqualTo(new Lifecycle("success", 1, null));
    assertThat(execution("CANCELLED", false)).isEqualTo(new Lifecycle("cancelled", 1, null));
    assertThat(execution("CONTINUED_AS_NEW", false))
        .isEqualTo(new Lifecycle("continuedAsNew", 1, null));
    assertThat(execution("FAILED", true)).isEqualTo(new Lifecycle("failed", 1, "poison"));
    assertThat(attemptEnd("SUCCEEDED", null)).isEqualTo(new Lifecycle("success", 2, null));
    assertThat(attemptEnd("TIMED_OUT", "TIMEOUT"))
        .isEqualTo(new Lifecycle("timeout", 2, "timeout"));
    assertThat(attemptEnd("FAILED", "CONFIGURATION"))
        .isEqualTo(new Lifecycle("config_error", 2, "config_error"));
    assertThat(attemptEnd("ACK_FAILED", "INFRASTRUCTURE"))
        .isEqualTo(new Lifecycle("infra_error", 2, "infrastructure_error"));
    assertThat(attemptEnd("HANDED_BACK", null)).isEqualTo(new Lifecycle("retry", 2, null));
  }

  private Lifecycle execution(String status, boolean poisoned) {
    Object before = sink.turnBegan(0, "i", 1, "o", "1", null, 1);
    Object unused = sink.executionEnded(status, poisoned, 1, null, null);
    write(INFO, "line");
    sink.restore(before);
    return requireNonNull(context(only()).lifecycle());
  }

  private Lifecycle attemptEnd(String result, @Nullable String category) {
    Object before = attempt("i");
    Object unused = sink.activityDecided(result, 2, category, null);
    write(INFO, "line");
    sink.restore(before);
    return requireNonNull(context(only()).lifecycle());
  }

  @Test
  void aBridgeOrABackendThatWritesItselfGivesNoSecondRecord() {
    assertThat(sink.takes(INFO)).isTrue();
    sink.record(INFO, "INFO", "outer", "outer", 1, null);
    write(ERROR, "inner");
    sink.recorded();
    write(INFO, "next");
    assertThat(messages()).containsExactly("outer", "next");
  }

  @Test
  void theAgentsOwnThreadsAreNotHeard() throws Exception {
    ThreadGroup own = new ThreadGroup("test-own");
    sink = sink(own);
    run(new ThreadGroup("other"), "http-server");
    run(own, "http-server");
    run(new ThreadGroup("other"), "duroxide-telemetry-poll");
    assertThat(messages()).containsExactly("of other http-server");
  }

  private void run(ThreadGroup group, String name) throws Exception {
    FutureTask<Void> task =
        new FutureTask<>(() -> write(INFO, "of " + group.getName() + " " + name), null);
    new Thread(group, task, name).start();
    task.get(10, TimeUnit.SECONDS);
  }

  @Test
  void ofAnExceptionOnlyTheTypeLeavesTheProcess_unlessMessagesMay() {
    Exception thrown = new IllegalStateException("secret", new RuntimeException("cause"));
    write(ERROR, "bad", thrown);
    assertThat(only().thrown())
        .isEqualTo(new LogEntry.Thrown("java.lang.IllegalStateException", null, null));
    sink = sink("include-error-messages", "true");
    write(ERROR, "bad", thrown);
    LogEntry.Thrown told = requireNonNull(only().thrown());
    assertThat(told.message()).isEqualTo("secret");
    assertThat(told.stackTrace()).contains("Caused by: java.lang.RuntimeException: cause");
  }

  @Test
  void anExceptionThatCannotBeReadLeavesTheThreadAsItWas() {
    sink = sink("include-error-messages", "true");
    Exception hostile =
        new IllegalStateException() {
          @Override
          public String getMessage() {
            throw new UnsupportedOperationException("no message");
          }
        };
    assertThatThrownBy(() -> write(ERROR, "bad", hostile)).hasMessage("no message");
    write(INFO, "next");
    assertThat(messages()).containsExactly("next");
  }

  /** Nobody knows before its end whether an attempt succeeds. */
  @Test
  void debugRecordsOfAttemptsOutsideTheSampleGoOnlyIfTheyFail() {
    sink = sink("activity.sample-rate", "0");
    for (boolean succeeded : new boolean[] {true, false}) {
      Object before = attempt("i");
      write(DEBUG, "debug " + succeeded);
      write(INFO, "info " + succeeded);
      sink.activityEnded(before, succeeded);
    }
    write(DEBUG, "outside");
    assertThat(messages()).containsExactly("info true", "info false", "debug false", "outside");
  }

  @Test
  void onlyTheLastDebugRecordsOfAnAttemptAreHeld() {
    sink = sink("activity.sample-rate", "0");
    Object before = attempt("i");
    for (int i = 0; i < HeldBack.LIMIT + 2; i++) {
      write(DEBUG, "line " + i);
    }
    sink.activityEnded(before, false);
    assertThat(messages()).hasSize(HeldBack.LIMIT).first().isEqualTo("line 2");
  }

  @Test
  void theJdksLoggingIsHeardWhenARealHandlerIsReached_once() {
    Handler[] handlers = {new ConsoleHandler()};
    LogRecord record = new LogRecord(Level.WARNING, "{0} is late");
    record.setLoggerName("com.shop.Trains");
    record.setParameters(new Object[] {"train"});
    Object before = sink.julBegan(record);
    sink.julReached(new Handler[0]);
    sink.julReached(handlers);
    sink.julReached(handlers);
    write(ERROR, "of a handler");
    sink.julEnded(before);
    sink.julReached(handlers);
    write(INFO, "next");
    List<LogEntry> entries = lanes.take();
    assertThat(entries).extracting(LogEntry::message).containsExactly("train is late", "next");
    assertThat(entries.get(0).severityNumber()).isEqualTo(13);
    assertThat(entries.get(0).severityText()).isEqualTo("WARNING");
    assertThat(entries.get(0).logger()).isEqualTo("com.shop.Trains");
  }

  @Test
  void whatAFilterOfTheJdksLoggingRefusedIsNotHeard() {
    Object before = sink.julBegan(new LogRecord(Level.SEVERE, "filtered"));
    sink.julEnded(before);
    assertThat(lanes.take()).isEmpty();
  }

  @Test
  void whatABridgeHasPassedOnIsHeardWhereItIsWritten() {
    Object before = sink.julBegan(new LogRecord(Level.SEVERE, "bridged"));
    write(ERROR, "by the other backend");
    sink.julReached(new Handler[] {new ConsoleHandler()});
    sink.julEnded(before);
    assertThat(messages()).containsExactly("by the other backend");
  }
}
