package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorReason;
import io.duroxide.LimitExceededException;
import io.duroxide.Limits;
import io.duroxide.history.HistoryEvent.EventSubscribed;
import io.duroxide.history.HistoryEvent.OrchestrationFailed;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.runtime.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an instance says about its progress. */
class CustomStatusTest {

  /** Two quotation marks are part of the encoded form. */
  private static final int LONGEST_TEXT = Limits.MAX_CUSTOM_STATUS_BYTES - 2;

  @RegisterExtension final World world = World.inMemory().replayingEveryTurn();

  @BeforeEach
  void echo() {
    world.activity("echo", String.class, (ctx, text) -> text);
  }

  private @Nullable String status(String instance) {
    return world.client().customStatus(instance, String.class);
  }

  private long version(String instance) {
    return world.info(instance).customStatus().version();
  }

  @Test
  void set_isVisibleAfterTheEnd() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.setCustomStatus("nearly there");
          return "done";
        });
    world.run("o", null, String.class);
    assertThat(status("o")).isEqualTo("nearly there");
  }

  @Test
  void reset_clears() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.setCustomStatus("something");
          ctx.activity("echo", "x", String.class).await();
          ctx.resetCustomStatus();
          return ctx.customStatus(String.class) == null;
        });
    assertThat(world.run("o", null, Boolean.class)).isTrue();
    assertThat(status("o")).isNull();
    assertThat(version("o")).isEqualTo(2);
  }

  @Test
  void setTwiceInATurn_theLastOneCounts_asOneVersion() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.setCustomStatus("first");
          ctx.setCustomStatus("second");
          return "done";
        });
    world.run("o", null, String.class);
    assertThat(status("o")).isEqualTo("second");
    assertThat(version("o")).isEqualTo(1);
  }

  @Test
  void status_staysOverTurnsWithoutOne() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.setCustomStatus("working");
          ctx.activity("echo", "x", String.class).await();
          return ctx.event("go", String.class).await();
        });
    world.start("o", null).awaitEvents("o", EventSubscribed.class, 1);
    assertThat(status("o")).isEqualTo("working");
    assertThat(version("o")).isEqualTo(1);
  }

  @Test
  void laterTurn_overwrites_clientsWaitForTheChange() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.setCustomStatus("step 1");
          ctx.event("go", String.class).await();
          ctx.setCustomStatus("step 2");
          return ctx.event("end", String.class).await();
        });
    world.start("o", null);
    InstanceInfo first = world.client().waitForStatusChange("o", 0, Node.PATIENCE);
    assertThat(first.customStatus().value()).isEqualTo("\"step 1\"");
    world.awaitEvents("o", EventSubscribed.class, 1).client().raiseEvent("o", "go", "x");
    InstanceInfo second =
        world.client().waitForStatusChange("o", first.customStatus().version(), Node.PATIENCE);
    assertThat(second.customStatus().value()).isEqualTo("\"step 2\"");
    assertThat(second.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void neverSet_isNone() {
    world.orchestration("o", Void.class, (ctx, in) -> "done");
    world.run("o", null, String.class);
    assertThat(status("o")).isNull();
    assertThat(version("o")).isZero();
  }

  @Test
  void failedInstance_keepsIt() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.setCustomStatus("about to break");
          throw ApplicationException.permanent("broken", null);
        });
    world.start("o", null).failure("o");
    assertThat(status("o")).isEqualTo("about to break");
  }

  @Test
  void version_risesOncePerTurnThatSets() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          for (int i = 1; i <= 3; i++) {
            ctx.setCustomStatus("step " + i);
            ctx.activity("echo", "x", String.class).await();
          }
          return "done";
        });
    world.run("o", null, String.class);
    assertThat(version("o")).isEqualTo(3);
  }

  private World sized(int length) {
    return world
        .orchestration(
            "o",
            Void.class,
            (ctx, in) -> {
              ctx.setCustomStatus("x".repeat(length));
              return "done";
            })
        .start("o", null);
  }

  /** Ours fails at the call, before anything is written; the reference writes it and then fails. */
  @Test
  void tooLarge_failsTheInstance_andIsNotStored() {
    sized(2 * LONGEST_TEXT);
    assertThat(world.failure("o").reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
    assertThat(status("o")).isNull();
    assertThat(world.history("o")).hasSize(2).last().isInstanceOf(OrchestrationFailed.class);
  }

  @Test
  void tooLarge_canBeCaught() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          try {
            ctx.setCustomStatus("x".repeat(2 * LONGEST_TEXT));
            return "set";
          } catch (LimitExceededException e) {
            ctx.setCustomStatus("short");
            return "refused";
          }
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("refused");
    assertThat(status("o")).isEqualTo("short");
  }

  @Test
  void atTheLimit_isFine() {
    sized(LONGEST_TEXT).output("o", String.class);
    assertThat(Objects.requireNonNull(status("o"))).hasSize(LONGEST_TEXT);
  }

  @Test
  void oneByteOverTheLimit_fails() {
    sized(LONGEST_TEXT + 1);
    assertThat(world.failure("o").message())
        .contains(String.valueOf(Limits.MAX_CUSTOM_STATUS_BYTES));
  }

  @Test
  void limit_countsBytesNotCharacters() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          ctx.setCustomStatus("ä".repeat(LONGEST_TEXT / 2 + 1));
          return "done";
        });
    assertThat(world.start("o", null).failure("o").reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
  }

  @Test
  void continueAsNew_keepsIt() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          if (n == 0) {
            ctx.setCustomStatus("from the first");
            return ctx.continueAsNew(1);
          }
          return "still " + ctx.customStatus(String.class);
        });
    assertThat(world.run("o", 0, String.class)).isEqualTo("still from the first");
    assertThat(status("o")).isEqualTo("from the first");
  }

  @Test
  void continueAsNew_afterAReset_carriesNothing() {
    world.orchestration(
        "o",
        Integer.class,
        (ctx, n) -> {
          if (n == 0) {
            ctx.setCustomStatus("gone soon");
            ctx.activity("echo", "x", String.class).await();
            ctx.resetCustomStatus();
            return ctx.continueAsNew(1);
          }
          return ctx.customStatus(String.class) == null;
        });
    assertThat(world.run("o", 0, Boolean.class)).isTrue();
    assertThat(status("o")).isNull();
  }

  @Test
  void code_readsWhatItHasSet_overTurns() {
    world.orchestration(
        "o",
        Void.class,
        (ctx, in) -> {
          String seen = String.valueOf(ctx.customStatus(String.class));
          ctx.setCustomStatus("a");
          seen += ctx.customStatus(String.class);
          ctx.activity("echo", "x", String.class).await();
          seen += ctx.customStatus(String.class);
          ctx.setCustomStatus("b");
          ctx.activity("echo", "x", String.class).await();
          return seen + ctx.customStatus(String.class);
        });
    assertThat(world.run("o", null, String.class)).isEqualTo("nullaab");
  }
}
