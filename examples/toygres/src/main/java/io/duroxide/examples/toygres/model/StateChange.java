package io.duroxide.examples.toygres.model;

import org.jspecify.annotations.Nullable;

/**
 * A step in an instance's life.
 *
 * @param connectionString the new one, or null to keep what is stored
 */
public record StateChange(String k8sName, InstanceState state, @Nullable String connectionString) {

  public static StateChange to(InstanceState state, String k8sName) {
    return new StateChange(k8sName, state, null);
  }
}
