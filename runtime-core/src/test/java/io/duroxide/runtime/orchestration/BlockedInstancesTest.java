package io.duroxide.runtime.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.runtime.execution.CodeBlockedException;
import org.junit.jupiter.api.Test;

/** Instances whose code has blocked take turns in one slot. */
class BlockedInstancesTest {

  private final CodeBlockedException somewhere = new CodeBlockedException(Thread.currentThread());

  private final BlockedInstances blocked = new BlockedInstances();

  private void blockOnce(String instance) {
    assertThat(blocked.enter(instance)).isTrue();
    blocked.leave(instance, somewhere);
  }

  @Test
  void innocentInstances_enterAtTheSameTime() {
    blockOnce("bad");
    assertThat(blocked.enter("bad")).isTrue();
    assertThat(blocked.enter("good")).isTrue();
    assertThat(blocked.enter("better")).isTrue();
  }

  @Test
  void blockedInstances_enterOneAtATime() {
    blockOnce("bad");
    blockOnce("worse");
    assertThat(blocked.enter("bad")).isTrue();
    assertThat(blocked.enter("worse")).isFalse();
    blocked.leave("bad", somewhere);
    assertThat(blocked.enter("worse")).isTrue();
    assertThat(blocked.enter("bad")).isFalse();
  }

  @Test
  void blockedInstance_whoseTurnPasses_isInnocentAgain() {
    blockOnce("bad");
    blockOnce("worse");
    assertThat(blocked.enter("bad")).isTrue();
    blocked.leave("bad", null);
    assertThat(blocked.enter("worse")).isTrue();
    assertThat(blocked.enter("bad")).isTrue();
  }

  @Test
  void innocentInstance_thatLeaves_freesNoPlaceOfAnother() {
    blockOnce("bad");
    blockOnce("worse");
    assertThat(blocked.enter("good")).isTrue();
    assertThat(blocked.enter("bad")).isTrue();
    blocked.leave("good", null);
    assertThat(blocked.enter("worse")).isFalse();
  }
}
