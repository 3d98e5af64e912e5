package io.duroxide.runtime.execution;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Passes on to the application's logger what code says for the first time, with the instance and
 * execution it is about.
 */
final class ReplayAwareLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private final transient Logger target;
  private final transient ExecutionIdentity identity;
  private final transient BooleanSupplier speaking;

  /**
   * @param speaking whether what code says now is new
   */
  ReplayAwareLogger(ExecutionIdentity identity, BooleanSupplier speaking) {
    this.name = "io.duroxide.orchestration." + identity.orchestrationName();
    this.target = LoggerFactory.getLogger(name);
    this.identity = identity;
    this.speaking = speaking;
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isTraceEnabled() && speaking.getAsBoolean();
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isDebugEnabled() && speaking.getAsBoolean();
  }

  @Override
  public boolean isInfoEnabled() {
    return target.isInfoEnabled() && speaking.getAsBoolean();
  }

  @Override
  public boolean isWarnEnabled() {
    return target.isWarnEnabled() && speaking.getAsBoolean();
  }

  @Override
  public boolean isErrorEnabled() {
    return target.isErrorEnabled() && speaking.getAsBoolean();
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return ReplayAwareLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    LoggingEventBuilder line =
        target
            .atLevel(level)
            .addKeyValue("instance", identity.instance())
            .addKeyValue("execution", identity.executionId())
            .setMessage(message);
    if (marker != null) {
      line = line.addMarker(marker);
    }
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      line = line.addArgument(argument);
    }
    (thrown == null ? line : line.setCause(thrown)).log();
  }
}
