package io.duroxide.telemetry.export;

import io.duroxide.telemetry.config.AgentConfig.Logs;
import io.duroxide.telemetry.logs.LogEntry;
import io.duroxide.telemetry.logs.LogLanes;
import io.duroxide.telemetry.logs.OtlpRecords;
import io.duroxide.telemetry.traces.RootInstances;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.util.function.IntConsumer;

/**
 * Log records over OTLP.
 *
 * @param lanes where they are offered
 */
record LogPush(LogLanes lanes, BatchPush<LogEntry> push, LogRecordExporter exporter) {

  static LogPush start(
      Logs logs, Resource resource, RootInstances roots, IntConsumer onDrop, ExportReport report)
      throws IOException {
    LogRecordExporter exporter = OtlpExporters.logs(logs.otlp());
    LogLanes lanes = new LogLanes(logs.leastSeverity(), logs.queueSize(), onDrop);
    OtlpRecords records = new OtlpRecords(resource, roots);
    BatchPush<LogEntry> push =
        new BatchPush<>(
            "logs",
            logs.exportInterval(),
            new BatchPush.Source<>(lanes::take, lanes::batchWaits, lanes::giveUp, lanes::close),
            batch -> exporter.export(records.of(batch)),
            report);
    lanes.whenFull(push::wake);
    push.start();
    return new LogPush(lanes, push, exporter);
  }
}
