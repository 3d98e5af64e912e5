package io.duroxide.examples.tour.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.examples.tour.report.ContractRow.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContractRowTest {

  @Test
  void parse_rowOfHistogram_hasAllColumns() {
    ContractRow row =
        ContractRow.parse("duroxide_x_seconds | histogram | s | name status=a,b | 0.1 1 10");

    assertThat(row)
        .isEqualTo(
            new ContractRow(
                "duroxide_x_seconds",
                Kind.HISTOGRAM,
                "s",
                Map.of("name", List.of(), "status", List.of("a", "b")),
                List.of(0.1, 1.0, 10.0)));
  }

  @Test
  void parse_columnForgotten_isRefused() {
    assertThatThrownBy(() -> ContractRow.parse("duroxide_x | gauge | name"))
        .hasMessageContaining("5 columns");
  }

  @ParameterizedTest
  @CsvSource({
    "duroxide_orchestration_starts_total, counter, {execution},"
        + " duroxide_orchestration_starts_total",
    "duroxide_worker_active_time_seconds_total, counter, s,"
        + " duroxide_worker_active_time_seconds_total",
    "duroxide_activity_duration_seconds, histogram, s, duroxide_activity_duration_seconds",
    "provider.infrastructure_errors, counter, '', provider_infrastructure_errors_total",
    "provider.ack_worker_duration_ms, histogram, '', provider_ack_worker_duration_ms",
    "jvm.memory.used, gauge, By, jvm_memory_used_bytes",
    "jvm.cpu.time, counter, s, jvm_cpu_time_seconds_total",
    "jvm.cpu.recent_utilization, gauge, 1, jvm_cpu_recent_utilization",
    "jvm.thread.count, gauge, {thread}, jvm_thread_count"
  })
  void scraped_name_isThatOfPrometheus(String name, String kind, String unit, String expected) {
    ContractRow row =
        ContractRow.parse("%s | %s | %s | jvm.gc.name |".formatted(name, kind, unit)).scraped();

    assertThat(row.name()).isEqualTo(expected);
    assertThat(row.labels()).containsOnlyKeys("jvm_gc_name");
  }

  @Test
  void contract_asItIs_canBeRead() throws IOException {
    Contract contract = Contract.read(Path.of("../../docs"));

    assertThat(contract.rows()).extracting(ContractRow::name).doesNotHaveDuplicates();
    assertThat(contract.rows()).hasSizeGreaterThan(50);
  }
}
