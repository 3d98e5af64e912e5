package io.duroxide.provider;

import java.util.Map;

/**
 * How much a store holds.
 *
 * @param instances by status; a status without any is left out
 */
public record StoreTotals(Map<InstanceStatus, Long> instances, long executions, long events) {

  public StoreTotals {
    instances = Map.copyOf(instances);
  }
}
