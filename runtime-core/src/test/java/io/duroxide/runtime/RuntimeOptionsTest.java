package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.Limits;
import io.duroxide.Version;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.VersionRange;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RuntimeOptionsTest {

  private static void assertRefused(String option, UnaryOperator<RuntimeOptions.Builder> unsound) {
    assertThatThrownBy(() -> unsound.apply(RuntimeOptions.builder()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(option);
  }

  @Test
  void defaults_areDuroxides() {
    RuntimeOptions options = RuntimeOptions.DEFAULT;
    assertThat(options.orchestrationLockTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.activityLockTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.pollTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.maxDeliveries()).isEqualTo(10);
    assertThat(options.cancellationGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.stalls().stallLimit()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.stalls().turnTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.unregisteredBackoff().delayAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.unregisteredBackoff().delayAfter(7)).isEqualTo(Duration.ofSeconds(60));
    assertThat(options.workerTags()).isEqualTo(TagFilter.defaultOnly());
    assertThat(options.nodeId()).isNull();
    assertThat(options.sessions().maxSessions()).isEqualTo(10);
    assertThat(options.sessions().lockTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(options.sessions().idleTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.sessions().cleanupInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(options.supportedReplayVersions())
        .isEqualTo(new VersionRange(new Version(0, 0, 0), RuntimeVersion.NUMBER));
  }

  @Test
  void unsoundValues_areRefusedNamingTheOption() {
    assertRefused("orchestrationSlots", options -> options.orchestrationSlots(-1));
    assertRefused("activitySlots", options -> options.activitySlots(-1));
    assertRefused("orchestrationLockTimeout", o -> o.orchestrationLockTimeout(Duration.ZERO));
    assertRefused("activityLockTimeout", o -> o.activityLockTimeout(Duration.ofSeconds(-1)));
    assertRefused("pollTimeout", options -> options.pollTimeout(Duration.ZERO));
    assertRefused("maxDeliveries", options -> options.maxDeliveries(0));
    assertRefused("executionCacheSize", options -> options.executionCacheSize(-1));
    assertRefused("cancellationGrace", o -> o.cancellationGrace(Duration.ofMillis(-1)));
    assertRefused("shutdownTimeout", o -> o.shutdownTimeout(Duration.ofMillis(-1)));
    assertRefused("stallLimit", options -> options.stallLimit(Duration.ZERO));
    assertRefused("turnTimeout", options -> options.turnTimeout(Duration.ofMillis(-1)));
    assertRefused("nodeId", options -> options.nodeId(" "));
    assertRefused("maxSessions", options -> options.maxSessions(0));
    assertRefused("sessionLockTimeout", o -> o.sessionLockTimeout(Duration.ZERO));
    assertRefused("sessionIdleTimeout", o -> o.sessionIdleTimeout(Duration.ZERO));
    assertRefused("sessionCleanupInterval", o -> o.sessionCleanupInterval(Duration.ZERO));
  }

  @Test
  void sessionIdleTimeout_mustOutlastTheRenewalOfAnActivity() {
    assertRefused(
        "sessionIdleTimeout",
        options ->
            options
                .activityLockTimeout(Duration.ofSeconds(30))
                .sessionIdleTimeout(Duration.ofSeconds(10)));
    RuntimeOptions justRight =
        RuntimeOptions.builder()
            .activityLockTimeout(Duration.ofSeconds(30))
            .sessionIdleTimeout(Duration.ofMillis(10_001))
            .build();
    assertThat(justRight.sessions().idleTimeout()).isEqualTo(Duration.ofMillis(10_001));
  }

  @Test
  void nodeThatWouldDoNothing_isRefused() {
    assertRefused("nothing", options -> options.orchestrationSlots(0).activitySlots(0));
    assertRefused("nothing", o -> o.orchestrationSlots(0).workerTags(TagFilter.none()));
  }

  @Test
  void filterThatTakesNothing_leavesNoActivitySlots() {
    assertThat(RuntimeOptions.builder().workerTags(TagFilter.none()).build().activitySlots())
        .isZero();
  }

  @Test
  void emptyRangeOfVersions_isRefused() {
    assertThatThrownBy(
            () ->
                RuntimeOptions.builder()
                    .supportedReplayVersions(new Version(2, 0, 0), new Version(1, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2.0.0");
  }
}
