package io.duroxide.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a turn changes of the data that outlives an execution.
 *
 * @param customStatus null leaves it as it is
 * @param keyValues applied in order
 */
public record InstanceChanges(
    @Nullable NewCustomStatus customStatus, List<KeyValueChange> keyValues) {

  /** Nothing changes. */
  public static final InstanceChanges NONE = new InstanceChanges(null, List.of());

  public InstanceChanges {
    keyValues = List.copyOf(keyValues);
  }

  /**
   * A custom status that was set or reset.
   *
   * @param value encoded payload, or null to reset it
   */
  public record NewCustomStatus(@Nullable String value) {}
}
