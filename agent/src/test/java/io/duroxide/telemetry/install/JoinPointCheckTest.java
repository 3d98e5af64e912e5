package io.duroxide.telemetry.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JoinPointCheckTest {

  private static final String CLIENT = "io/duroxide/client/DuroxideClient.class";

  /** A loader whose client is another class. */
  private static final class Swapped extends ClassLoader {
    private final @Nullable String instead;

    Swapped(@Nullable String instead) {
      super(JoinPointCheckTest.class.getClassLoader());
      this.instead = instead;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      String wanted = name.equals(CLIENT) ? instead : name;
      return wanted == null ? null : super.getResourceAsStream(wanted);
    }
  }

  @Test
  void theRuntimeWeAreBuiltWithFits() {
    assertThat(JoinPointCheck.problems(getClass().getClassLoader(), true)).isEmpty();
  }

  @Test
  void aLoaderWithoutEngineHasNoProblem() {
    assertThat(JoinPointCheck.problems(ClassLoader.getPlatformClassLoader(), true)).isEmpty();
  }

  @Test
  void aMissingClassIsNamed() {
    assertThat(JoinPointCheck.problems(new Swapped(null), false))
        .containsExactly("io.duroxide.client.DuroxideClient is not there");
  }

  @Test
  void anUnreadableClassIsNamed() {
    assertThat(JoinPointCheck.problems(new Swapped("META-INF/NOTICE"), false))
        .singleElement()
        .asString()
        .startsWith("io.duroxide.client.DuroxideClient cannot be read");
  }
}
