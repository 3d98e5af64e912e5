package io.duroxide.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ErrorReason;
import io.duroxide.KeyValues;
import io.duroxide.Limits;
import io.duroxide.Orchestration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much an instance may keep: a call that asks for more is refused, and nothing is written. */
class KeyValueLimitsTest {

  @RegisterExtension final World world = World.inMemory();

  private World ran(Orchestration<Void, String> code) {
    world.orchestration("o", Void.class, code).start("o", null).end("o");
    return world;
  }

  private World sized(int bytes) {
    return ran(
        (ctx, in) -> {
          ctx.keyValues().set("k", "x".repeat(bytes - 2));
          return "set";
        });
  }

  @Test
  void value_atTheLimit_isFine() {
    assertThat(sized(Limits.MAX_KEY_VALUE_BYTES).output("o", String.class)).isEqualTo("set");
  }

  @Test
  void value_overTheLimit_failsTheInstance() {
    assertThat(sized(Limits.MAX_KEY_VALUE_BYTES + 1).failure("o").reason())
        .isEqualTo(ErrorReason.LIMIT_EXCEEDED);
    assertThat(world.client().keyValues("o")).isEmpty();
  }

  private static void fill(KeyValues values, int count) {
    IntStream.range(0, count).forEach(i -> values.set("k" + i, i));
  }

  @Test
  void keys_atTheLimit_areFine() {
    ran(
        (ctx, in) -> {
          fill(ctx.keyValues(), Limits.MAX_KEYS);
          ctx.keyValues().set("k0", "an old key again");
          return "set";
        });
    assertThat(world.output("o", String.class)).isEqualTo("set");
    assertThat(world.client().keyValues("o")).hasSize(Limits.MAX_KEYS);
  }

  @Test
  void keys_overTheLimit_failTheInstance() {
    ran(
        (ctx, in) -> {
          fill(ctx.keyValues(), Limits.MAX_KEYS + 1);
          return "set";
        });
    assertThat(world.failure("o").reason()).isEqualTo(ErrorReason.LIMIT_EXCEEDED);
  }

  @Test
  void clear_makesRoomForAsManyKeysAgain() {
    ran(
        (ctx, in) -> {
          fill(ctx.keyValues(), Limits.MAX_KEYS);
          ctx.keyValues().clear();
          fill(ctx.keyValues(), Limits.MAX_KEYS);
          return "set";
        });
    assertThat(world.output("o", String.class)).isEqualTo("set");
  }

  /** The reference takes an empty key; ours refuses it, like every name. */
  @Test
  void emptyKey_isRefused() {
    ran(
        (ctx, in) -> {
          ctx.keyValues().set("", "x");
          return "set";
        });
    assertThat(world.failure("o").errorClasses())
        .containsExactly(IllegalArgumentException.class.getName());
  }
}
