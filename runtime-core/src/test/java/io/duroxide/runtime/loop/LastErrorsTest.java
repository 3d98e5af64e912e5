package io.duroxide.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastErrorsTest {

  private final LastErrors errors = new LastErrors();

  @Test
  void told_ofSeveralErrors_isTheLast() {
    errors.remember("i", "first");
    errors.remember("i", "second");
    assertThat(errors.told("i")).isEqualTo("; the last error on this node: second");
  }

  @Test
  void told_afterTheItemWasFinished_knowsNothing() {
    errors.remember("i", "first");
    errors.forget("i");
    assertThat(errors.told("i")).isEqualTo("; no error of it was seen on this node");
  }

  @Test
  void remember_exceptionOfTheApplication_keepsItsClassesAndNotItsMessage() {
    errors.remember("i", new IllegalStateException("card 4111", new ClassCastException()));
    assertThat(errors.told("i"))
        .endsWith("threw java.lang.IllegalStateException, by java.lang.ClassCastException");
  }

  @Test
  void remember_manyItems_keepsTheNewest() {
    for (int i = 0; i <= 1_000; i++) {
      errors.remember("i" + i, "error");
    }
    assertThat(errors.told("i0")).contains("no error");
    assertThat(errors.told("i1")).endsWith("error");
    assertThat(errors.told("i1000")).endsWith("error");
  }

  @Test
  void remember_longError_isCutBetweenCharacters() {
    errors.remember("i", "x".repeat(999) + "\uD83D\uDE00");
    assertThat(errors.told("i")).endsWith("x...");
  }
}
