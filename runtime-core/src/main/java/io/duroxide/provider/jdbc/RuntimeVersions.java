package io.duroxide.provider.jdbc;

import io.duroxide.Version;
import io.duroxide.provider.VersionRange;
import org.jspecify.annotations.Nullable;

/** Versions of the runtime as numbers that compare as the versions do. */
final class RuntimeVersions {

  private static final int BITS = 20;
  private static final long HIGHEST_PART = (1L << BITS) - 1;

  private RuntimeVersions() {}

  /** Null if it is none: then nobody can tell who may replay the execution. */
  static @Nullable Long number(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return number(Version.parse(text));
    } catch (IllegalArgumentException notAVersion) {
      return null;
    }
  }

  static long first(@Nullable VersionRange range) {
    return range == null ? 0 : number(range.from());
  }

  static long last(@Nullable VersionRange range) {
    return range == null ? Long.MAX_VALUE : number(range.to());
  }

  private static long number(Version version) {
    return (part(version.major()) << (2 * BITS))
        | (part(version.minor()) << BITS)
        | part(version.patch());
  }

  private static long part(int number) {
    return Math.min(number, HIGHEST_PART);
  }
}
