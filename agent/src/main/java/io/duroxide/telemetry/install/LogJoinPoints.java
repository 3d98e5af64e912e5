package io.duroxide.telemetry.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of what is instrumented if log records are exported. */
final class LogJoinPoints {

  private static final String FEEDS = "log records";

  private static final String LOGBACK = "ch.qos.logback.classic.Logger";
  private static final String LOG4J = "org.apache.logging.log4j.core.Logger";
  private static final String LOG4J_ASYNC = "org.apache.logging.log4j.core.async.AsyncLogger";
  private static final String SIMPLE = "org.slf4j.simple.SimpleLogger";

  /** Put together at run time: the build replaces this name wherever it stands. */
  private static final String JUL = "java.util.logging.".concat("Logger");

  private static final String TURN = "io.duroxide.runtime.orchestration.OrchestrationTurn";
  private static final String TURN_LOG = "io.duroxide.runtime.orchestration.TurnLog";
  private static final String OUTCOME = "Lio/duroxide/runtime/orchestration/TurnOutcome;";
  private static final String EXECUTION = "io.duroxide.runtime.execution.LiveExecution";
  private static final String COROUTINE = "io.duroxide.coroutine.Coroutine";
  private static final String ACTIVITY = "io.duroxide.runtime.activity.ActivityExecution";
  private static final String ACTIVITY_LOG = "io.duroxide.runtime.activity.ActivityLog";
  private static final String ATTEMPT = "Lio/duroxide/runtime/activity/ActivityOutcome;";
  private static final String HANDLER = "io.duroxide.runtime.activity.HandlerCall";

  private static final String LOG4J_LOG =
      "(Lorg/apache/logging/log4j/Level;Lorg/apache/logging/log4j/Marker;Ljava/lang/String;"
          + "Ljava/lang/StackTraceElement;Lorg/apache/logging/log4j/message/Message;"
          + "Ljava/lang/Throwable;)V";
  private static final String LOG4J_MESSAGE =
      "(Ljava/lang/String;Lorg/apache/logging/log4j/Level;Lorg/apache/logging/log4j/Marker;"
          + "Lorg/apache/logging/log4j/message/Message;Ljava/lang/Throwable;)V";

  /** An application has one of them, or several, or none. */
  static final List<JoinPoint> BACKENDS =
      List.of(
          backend(
              "logback",
              LOGBACK,
              "callAppenders",
              "(Lch/qos/logback/classic/spi/ILoggingEvent;)V",
              "LogbackAdvice"),
          backend("log4j", LOG4J, "log", LOG4J_LOG, "Log4jAdvice"),
          backend("log4j", LOG4J, "logMessage", LOG4J_MESSAGE, "Log4jMessageAdvice"),
          backend("log4j", LOG4J_ASYNC, "log", LOG4J_LOG, "Log4jAdvice"),
          backend("log4j", LOG4J_ASYNC, "logMessage", LOG4J_MESSAGE, "Log4jMessageAdvice"),
          backend("jul", JUL, "log", "(Ljava/util/logging/LogRecord;)V", "JulAdvice"),
          backend("jul", JUL, "getHandlers", "()[Ljava/util/logging/Handler;", "JulHandlersAdvice"),
          backend(
              "jul",
              JUL,
              "accessCheckedHandlers",
              "()[Ljava/util/logging/Handler;",
              "JulHandlersAdvice"),
          backend(
              "slf4j-simple",
              SIMPLE,
              "innerHandleNormalizedLoggingCall",
              "(Lorg/slf4j/event/Level;Ljava/util/List;Ljava/lang/String;[Ljava/lang/Object;"
                  + "Ljava/lang/Throwable;)V",
              "SimpleLoggerAdvice"));

  /** What its records belong to. */
  static final List<JoinPoint> ENGINE =
      List.of(
          engine(
              TURN,
              "run",
              "(ILio/duroxide/provider/OrchestrationItem;)" + OUTCOME,
              "LogTurnAdvice"),
          engine(EXECUTION, "replay", "(Ljava/util/List;)V", "LogExecutionAdvice"),
          engine(
              EXECUTION,
              "begin",
              "(Ljava/util/List;JLio/duroxide/replay/TurnEnvironment;)"
                  + "Lio/duroxide/replay/TurnDecision;",
              "LogExecutionAdvice"),
          engine(
              EXECUTION,
              "advance",
              "(Ljava/util/List;JLio/duroxide/replay/TurnEnvironment;)"
                  + "Lio/duroxide/replay/TurnDecision;",
              "LogExecutionAdvice"),
          engine(EXECUTION, "close", "()V", "LogExecutionCloseAdvice"),
          engine(COROUTINE, "resume", "()V", "LogHandOverAdvice"),
          engine(COROUTINE, "unwindAlone", "(Ljava/lang/Runnable;)Z", "LogUnwindAdvice"),
          engine(COROUTINE, "runBody", "()V", "LogCoroutineAdvice"),
          engine(TURN_LOG, "log", "(I" + OUTCOME + ")V", "LogTurnLinesAdvice"),
          engine(TURN_LOG, "ended", "(" + OUTCOME + ")V", "LogExecutionEndAdvice"),
          engine(TURN_LOG, "failed", "(" + OUTCOME + ")V", "LogExecutionEndAdvice"),
          engine(
              ACTIVITY,
              "run",
              "(ILio/duroxide/provider/ActivityItem;)" + ATTEMPT,
              "LogAttemptAdvice"),
          engine(
              HANDLER,
              "runOn",
              "(Ljava/util/concurrent/Executor;Ljava/time/Duration;Ljava/time/Duration;)V",
              "LogHandOverAdvice"),
          engine(HANDLER, "run", "()V", "LogHandlerAdvice"),
          engine(ACTIVITY_LOG, "ended", "(I" + ATTEMPT + ")V", "LogAttemptEndAdvice"));

  private LogJoinPoints() {}

  /** The tables by class; the report learns to wait for the engine, but not for any backend. */
  static List<Target> targets(InstallReport report) {
    ENGINE.forEach(report::expect);
    List<Target> targets = new ArrayList<>(engine());
    targets.addAll(byClass(BACKENDS));
    return targets;
  }

  static List<Target> engine() {
    return byClass(ENGINE);
  }

  private static List<Target> byClass(List<JoinPoint> rows) {
    Map<String, List<JoinPoint>> rowsByClass = new LinkedHashMap<>();
    for (JoinPoint row : rows) {
      rowsByClass.computeIfAbsent(row.className(), name -> new ArrayList<>()).add(row);
    }
    List<Target> targets = new ArrayList<>();
    rowsByClass.forEach((name, all) -> targets.add(new Target(name, all, true)));
    return targets;
  }

  private static JoinPoint backend(
      String library, String className, String method, String descriptor, String advice) {
    String title = library + ' ' + JoinPoint.title(className, method);
    return new JoinPoint(className, method, descriptor, advice, FEEDS, title);
  }

  private static JoinPoint engine(
      String className, String method, String descriptor, String advice) {
    String title = "logs " + JoinPoint.title(className, method);
    return new JoinPoint(className, method, descriptor, advice, FEEDS, title);
  }
}
