package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.KeyValue;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Clients that wait for an end, a status or a value hear of it, and return in time without. */
public abstract class AwaitContract extends ProviderContract {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(150);

  @Test
  void awaitInstanceEnd_unknownThenRunningThenEnded_returnsTheEnd() throws Exception {
    BlockedCall<InstanceInfo> blocked =
        BlockedCall.of(() -> Objects.requireNonNull(provider.awaitInstanceEnd("a", LONG)));
    create("a");
    raise("a", "x");
    turn().events(2).status(ExecutionStatus.COMPLETED, "42").send();
    InstanceInfo info = blocked.result();
    assertThat(info.status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(info.result()).isEqualTo("42");
  }

  @Test
  void awaitInstanceEnd_noEndInTime_returnsTheCurrentState() {
    assertThat(provider.awaitInstanceEnd("a", SHORT)).isNull();
    create("a");
    InstanceInfo info = Objects.requireNonNull(provider.awaitInstanceEnd("a", SHORT));
    assertThat(info.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void awaitInstanceEnd_continuedAsNew_waitsOn() throws Exception {
    create("a");
    BlockedCall<InstanceInfo> blocked =
        BlockedCall.of(() -> Objects.requireNonNull(provider.awaitInstanceEnd("a", LONG)));
    turnOf("a").status(ExecutionStatus.CONTINUED_AS_NEW, null).send();
    blocked.awaitBlocked();
    assertThat(blocked.isDone()).isFalse();
    turnOf("a").execution(2).events(1).status(ExecutionStatus.CANCELLED, "enough").send();
    assertThat(blocked.result().executionId()).isEqualTo(2);
  }

  @Test
  void awaitCustomStatus_newOneSet_returnsIt() throws Exception {
    firstTurn("a").events(1).customStatus("1").send();
    BlockedCall<InstanceInfo> blocked = statusAfter(1);
    turnOf("a").events(2).send();
    blocked.awaitBlocked();
    assertThat(blocked.isDone()).as("the same status").isFalse();
    turnOf("a").customStatus("2").send();
    assertThat(blocked.result().customStatus().value()).isEqualTo("2");
  }

  @Test
  void awaitCustomStatus_reset_returns() throws Exception {
    firstTurn("a").events(1).customStatus("1").send();
    BlockedCall<InstanceInfo> blocked = statusAfter(1);
    turnOf("a").customStatus(null).send();
    assertThat(blocked.result().customStatus().version()).isEqualTo(2);
  }

  @Test
  void awaitCustomStatus_instanceUnknown_waitsForItsFirstStatus() throws Exception {
    BlockedCall<InstanceInfo> blocked = statusAfter(0);
    create("a");
    blocked.awaitBlocked();
    turnOf("a").customStatus("1").send();
    assertThat(blocked.result().customStatus().value()).isEqualTo("1");
  }

  @Test
  void awaitCustomStatus_instanceEnds_returns() throws Exception {
    create("a");
    BlockedCall<InstanceInfo> blocked = statusAfter(0);
    end("a");
    assertThat(blocked.result().status()).isEqualTo(InstanceStatus.COMPLETED);
    assertThat(provider.awaitCustomStatus("a", 0, LONG)).as("at once").isEqualTo(info("a"));
  }

  @Test
  void awaitCustomStatus_newerAlready_returnsAtOnce() {
    firstTurn("a").events(1).customStatus("1").send();
    assertThat(provider.awaitCustomStatus("a", 0, LONG)).isEqualTo(info("a"));
  }

  @Test
  void awaitCustomStatus_nothingInTime_returnsTheCurrentState() {
    assertThat(provider.awaitCustomStatus("a", 0, SHORT)).isNull();
    create("a");
    assertThat(provider.awaitCustomStatus("a", 0, SHORT)).isEqualTo(info("a"));
  }

  @Test
  void awaitKeyValue_valueSet_returnsIt() throws Exception {
    BlockedCall<KeyValue> blocked =
        BlockedCall.of(() -> Objects.requireNonNull(provider.awaitKeyValue("a", "k", LONG)));
    firstTurn("a").events(1).set("other", "1").send();
    blocked.awaitBlocked();
    assertThat(blocked.isDone()).as("another key").isFalse();
    turnOf("a").set("k", "2", 20).send();
    assertThat(blocked.result()).isEqualTo(new KeyValue("2", 20));
  }

  @Test
  void awaitKeyValue_valueThere_returnsAtOnce() {
    firstTurn("a").events(1).set("k", "1", 10).send();
    assertThat(provider.awaitKeyValue("a", "k", LONG)).isEqualTo(new KeyValue("1", 10));
  }

  @Test
  void awaitKeyValue_noValueInTime_returnsNull() {
    assertThat(provider.awaitKeyValue("a", "k", NO_WAIT)).isNull();
    firstTurn("a").events(1).set("k", "1").remove("k").send();
    assertThat(provider.awaitKeyValue("a", "k", SHORT)).isNull();
  }

  @Test
  void anyWait_providerClosed_fails() throws Exception {
    BlockedCall<Boolean> status = failing(() -> provider.awaitCustomStatus("a", 0, LONG));
    BlockedCall<Boolean> value = failing(() -> provider.awaitKeyValue("a", "k", LONG));
    provider.close();
    assertThat(status.result()).isTrue();
    assertThat(value.result()).isTrue();
  }

  private BlockedCall<InstanceInfo> statusAfter(long seenVersion) {
    return BlockedCall.of(
        () -> Objects.requireNonNull(provider.awaitCustomStatus("a", seenVersion, LONG)));
  }

  private static BlockedCall<Boolean> failing(ThrowingCallable call) {
    return BlockedCall.of(
        () -> {
          assertFails(call, ErrorKind.CONNECTION);
          return true;
        });
  }
}
