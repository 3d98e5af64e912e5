package io.duroxide.provider;

import org.jspecify.annotations.Nullable;

/**
 * What an instance says about its progress.
 *
 * @param value encoded payload; null if none was set, or it was reset
 * @param version 0 at first, one more with each committed turn that set or reset it
 */
public record CustomStatus(@Nullable String value, long version) {

  /** Of an instance that has never set one. */
  public static final CustomStatus NONE = new CustomStatus(null, 0);
}
