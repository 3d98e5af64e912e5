package io.duroxide.telemetry.export;

import io.duroxide.telemetry.metrics.StateLine;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.InterruptedIOException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what became of each export: the status, the log if that has changed, and the metrics. */
final class ExportReport {

  private static final int LONGEST_REASON = 200;
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private final StateLine line;
  private final ExporterState state;
  private final UnaryOperator<String> withoutSecrets;
  private final Runnable onFailure;

  ExportReport(
      StateLine line,
      ExporterState state,
      UnaryOperator<String> withoutSecrets,
      Runnable onFailure) {
    this.line = line;
    this.state = state;
    this.withoutSecrets = withoutSecrets;
    this.onFailure = onFailure;
  }

  void ended(CompletableResultCode result) {
    if (result.isSuccess()) {
      state.succeeded();
      line.succeeded();
    } else {
      failed(withoutSecrets.apply(reason(result.getFailureThrowable())));
    }
  }

  void unansweredAtExit() {
    failed("no answer to the last export in time");
  }

  private void failed(String reason) {
    String printable = printable(reason);
    onFailure.run();
    state.failed(printable);
    line.failed(printable);
  }

  /** Part of it may be what a stranger has answered: neither long nor what a terminal obeys. */
  private static String printable(String reason) {
    String start =
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    return UNPRINTABLE.matcher(start).replaceAll("?");
  }

  /**
   * The innermost cause says what happened; what wraps it are names of the SDK. But below a timeout
   * is only how it was brought about.
   */
  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "the collector did not take the data";
    }
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof InterruptedIOException)) {
      root = root.getCause();
    }
    return root == failure && root.getMessage() != null ? root.getMessage() : root.toString();
  }
}
