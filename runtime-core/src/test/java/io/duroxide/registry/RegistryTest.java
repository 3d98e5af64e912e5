package io.duroxide.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

  @Test
  void names_versionsAndCounts_canBeListed() {
    var registry =
        OrchestrationRegistry.builder()
            .register("o", "2.0.0", Void.class, (ctx, in) -> "x")
            .register("o", "1.0.0", Void.class, (ctx, in) -> "x")
            .register("p", Void.class, (ctx, in) -> "x")
            .build();
    assertThat(registry.names()).containsExactlyInAnyOrder("o", "p");
    assertThat(registry.versions("o")).containsExactly(Version.INITIAL, new Version(2, 0, 0));
    assertThat(registry.versions("p")).containsExactly(Version.INITIAL);
    assertThat(registry.versions("q")).isEmpty();
    assertThat(OrchestrationRegistry.builder().build().names()).isEmpty();
  }

  @Test
  void registrationInAnyOrderOfVersions_isAccepted() {
    var registry =
        OrchestrationRegistry.builder()
            .register("o", "3.0.0", Void.class, (ctx, in) -> "x")
            .register("o", "2.0.0", Void.class, (ctx, in) -> "x")
            .build();
    assertThat(registry.find("o", "2.0.0")).isNotNull();
    assertThat(versionOf(registry, "o", null)).isEqualTo(new Version(3, 0, 0));
  }

  @Test
  void pin_winsOverTheLatest_butNotOverAnExactVersion() {
    var registry =
        OrchestrationRegistry.builder()
            .register("o", "1.0.0", Void.class, (ctx, in) -> "x")
            .register("o", "2.0.0", Void.class, (ctx, in) -> "x")
            .pin("o", "1.0.0")
            .build();
    assertThat(versionOf(registry, "o", null)).isEqualTo(Version.INITIAL);
    assertThat(versionOf(registry, "o", "2.0.0")).isEqualTo(new Version(2, 0, 0));
  }

  @Test
  void addAll_mergesModules_withTheirPins() {
    var module =
        OrchestrationRegistry.builder()
            .register("shared", "1.0.0", Void.class, (ctx, in) -> "x")
            .register("shared", "2.0.0", Void.class, (ctx, in) -> "x")
            .pin("shared", "1.0.0")
            .build();
    var merged =
        OrchestrationRegistry.builder()
            .register("own", Void.class, (ctx, in) -> "x")
            .register("shared", "3.0.0", Void.class, (ctx, in) -> "x")
            .addAll(module)
            .build();
    assertThat(merged.names()).containsExactlyInAnyOrder("own", "shared");
    assertThat(merged.versions("shared")).hasSize(3);
    assertThat(versionOf(merged, "shared", null)).isEqualTo(Version.INITIAL);
    assertThat(module.versions("shared")).as("the module itself").hasSize(2);
  }

  @Test
  void addAll_sameNameAndVersion_isRefused_andNothingIsTaken() {
    var module =
        OrchestrationRegistry.builder()
            .register("a", Void.class, (ctx, in) -> "x")
            .register("b", Void.class, (ctx, in) -> "x")
            .build();
    var builder = OrchestrationRegistry.builder().register("b", Void.class, (ctx, in) -> "y");
    assertThatThrownBy(() -> builder.addAll(module))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'b'")
        .hasMessageContaining("1.0.0");
    assertThat(builder.build().names()).containsExactly("b");
  }

  @Test
  void addAll_activities_mergesOrRefuses() {
    var module = ActivityRegistry.builder().register("a", Void.class, (ctx, in) -> "x").build();
    var merged =
        ActivityRegistry.builder()
            .register("b", Void.class, (ctx, in) -> "x")
            .addAll(module)
            .build();
    assertThat(merged.names()).containsExactlyInAnyOrder("a", "b");
    var builder = ActivityRegistry.builder().register("a", Void.class, (ctx, in) -> "y");
    assertThatThrownBy(() -> builder.addAll(module))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a'");
  }

  @Test
  void builtRegistry_isNotChangedByItsBuilder() {
    var builder = ActivityRegistry.builder().register("a", Void.class, (ctx, in) -> "x");
    var built = builder.build();
    builder.register("b", Void.class, (ctx, in) -> "x");
    assertThat(built.names()).containsExactly("a");

    var orchestrations = OrchestrationRegistry.builder().register("o", Void.class, (ctx, in) -> 1);
    var first = orchestrations.build();
    orchestrations.register("o", "2.0.0", Void.class, (ctx, in) -> 2);
    assertThat(first.versions("o")).containsExactly(Version.INITIAL);
  }

  @Test
  void nameTooLong_isRefused() {
    String longest = "n".repeat(256);
    assertThat(ActivityRegistry.builder().register(longest, Void.class, (ctx, in) -> "x").build())
        .extracting(ActivityRegistry::names)
        .isEqualTo(java.util.Set.of(longest));
    assertThatThrownBy(
            () ->
                OrchestrationRegistry.builder()
                    .register(longest + "n", Void.class, (ctx, in) -> "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256");
  }

  private static Version versionOf(
      OrchestrationRegistry registry, String name, @Nullable String version) {
    return Objects.requireNonNull(registry.find(name, version)).version();
  }
}
