package io.duroxide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {

  @Test
  void sameNameAndVersionTwice_isRefusedNamingBoth() {
    var builder = OrchestrationRegistry.builder().register("o", Void.class, (ctx, in) -> "x");
    assertThatThrownBy(() -> builder.register("o", "1.0.0", Void.class, (ctx, in) -> "y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'o'")
        .hasMessageContaining("1.0.0");
  }

  @Test
  void sameActivityTwice_isRefused() {
    var builder = ActivityRegistry.builder().register("a", Void.class, (ctx, in) -> "x");
    assertThatThrownBy(() -> builder.register("a", Void.class, (ctx, in) -> "y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "1.0.0-beta", "a.b.c", "1.0.0.0", "-1.0.0"})
  void malformedVersion_isRefused(String version) {
    assertThatThrownBy(() -> Version.parse(version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.2.3");
  }

  @Test
  void blankName_isRefused() {
    assertThatThrownBy(() -> ActivityRegistry.builder().register(" ", Void.class, (ctx, in) -> "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pinningWhatIsNotThere_isRefused() {
    assertThatThrownBy(() -> OrchestrationRegistry.builder().pin("o", "1.0.0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void latestVersion_isByNumberNotByText() {
    var registry =
        OrchestrationRegistry.builder()
            .register("o", "1.10.0", Void.class, (ctx, in) -> "x")
            .register("o", "1.9.0", Void.class, (ctx, in) -> "y")
            .build();
    assertThat(registry.find("o", null))
        .extracting(RegisteredOrchestration::version)
        .isEqualTo(new Version(1, 10, 0));
    assertThat(registry.find("o", "2.0.0")).isNull();
    assertThat(registry.find("other", null)).isNull();
  }
}
