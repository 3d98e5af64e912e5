package io.duroxide.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.duroxide.Limits;
import io.duroxide.Version;
import org.junit.jupiter.api.Test;

/** Filters that make no sense cannot be made. */
class FiltersTest {

  @Test
  void versionRange_endsReversed_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VersionRange(new Version(2, 0, 0), new Version(1, 9, 9)))
        .withMessageContaining("2.0.0");
  }

  @Test
  void versionRange_oneVersion_containsIt() {
    Version version = new Version(1, 2, 3);
    assertThat(new VersionRange(version, version).contains(version)).isTrue();
  }

  @Test
  void tagFilter_tooManyTags_isRefused() {
    assertThat(TagFilter.tags("a", "b", "c", "d", "e").tags()).hasSize(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TagFilter.tags("a", "b", "c", "d", "e", "f"))
        .withMessageContaining("5");
  }

  @Test
  void tagFilter_noTags_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TagFilter.tags(new String[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> TagFilter.defaultAnd());
  }

  @Test
  void tagFilter_tagTooLongOrBlank_isRefused() {
    String longest = "x".repeat(Limits.MAX_NAME_LENGTH);
    assertThat(TagFilter.tags(longest).tags()).containsExactly(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> TagFilter.tags(longest + "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> TagFilter.tags(" "));
  }
}
