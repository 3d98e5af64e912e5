package io.duroxide.telemetry.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import io.duroxide.provider.WorkerFilter;
import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.child.FakeProvider;
import io.duroxide.telemetry.child.RecordingSink;
import io.duroxide.telemetry.install.InstallReport.State;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.ArrayList;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stores are found by instance; their classes are loaded long before. */
@NullUnmarked
class ProviderDiscoveryTest {

  private static final InstallReport REPORT = new InstallReport();
  private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();
  private static final TargetTransformer TRANSFORMER = new TargetTransformer(REPORT, loader -> {});
  private static final ProviderDiscovery DISCOVERY =
      new ProviderDiscovery(INSTRUMENTATION, TRANSFORMER);

  /** Inherits all calls but one. */
  static class SpecialProvider extends FakeProvider {
    SpecialProvider() {
      super(null);
    }

    @Override
    public boolean startInstance(io.duroxide.history.OrchestratorMessage.StartOrchestration start) {
      return super.startInstance(start);
    }
  }

  private final RecordingSink sink = new RecordingSink();
  private final Provider provider = new SpecialProvider();

  @BeforeAll
  static void install() {
    INSTRUMENTATION.addTransformer(TRANSFORMER, true);
    new SpecialProvider();
    DISCOVERY.inspect(SpecialProvider.class);
  }

  @AfterAll
  static void remove() throws Exception {
    INSTRUMENTATION.removeTransformer(TRANSFORMER);
    INSTRUMENTATION.retransformClasses(FakeProvider.class, SpecialProvider.class);
  }

  @BeforeEach
  void connect() {
    Bridge.connect(new TestHooks(sink, new ArrayList<>()));
    Bridge.use(sink);
  }

  @Test
  void anInheritedCallIsSeen() {
    provider.renewWorkItemLock(FakeProvider.activity().lockToken(), Duration.ZERO);

    assertThat(sink.events).containsExactly("providerCall renewWorkItemLock false 0 -1 null");
  }

  @Test
  void anOverridingCallCountsOnce() {
    provider.startInstance(null);

    assertThat(sink.events).containsExactly("providerCall startInstance false 0 -1 null");
    assertThat(REPORT.states())
        .containsEntry("FakeProvider#startInstance", State.APPLIED)
        .containsKey("ProviderDiscoveryTest$SpecialProvider#startInstance")
        .doesNotContainKey("ProviderDiscoveryTest$SpecialProvider#fetchWorkItem");
  }

  @Test
  void aDecoratorCountsOnce() {
    new FakeProvider(provider).fetchWorkItem(Duration.ZERO, Duration.ZERO, WorkerFilter.DEFAULT);

    assertThat(sink.events).containsExactly("providerCall fetchWorkItem false 12 -1 null");
  }

  @Test
  void aFetchThatFindsNothingIsEmpty() {
    provider.fetchOrchestrationItem(Duration.ZERO, Duration.ZERO, null);

    assertThat(sink.events).containsExactly("providerCall fetchOrchestrationItem true 0 -1 null");
  }

  @Test
  void aStorageErrorHasItsKind() {
    assertThatThrownBy(() -> provider.readHistory("i", 1, 0)).isInstanceOf(ProviderException.class);

    assertThat(sink.events).containsExactly("providerCall readHistory false 0 -1 CORRUPTION");
  }

  @Test
  void anyOtherErrorIsOther() {
    assertThatThrownBy(() -> provider.ackOrchestrationItem(null))
        .isInstanceOf(IllegalStateException.class);

    assertThat(sink.events).containsExactly("providerCall ackOrchestrationItem false 0 -1 OTHER");
  }

  @Test
  void administrationIsCountedToo() {
    provider.admin().storeGauges();

    assertThat(sink.events).containsExactly("providerCall storeGauges false 0 -1 null");
  }

  @Test
  void whatIsNoStoreIsLeftAlone() {
    int before = REPORT.states().size();

    DISCOVERY.inspect(String.class);

    assertThat(REPORT.states()).hasSize(before);
  }
}
