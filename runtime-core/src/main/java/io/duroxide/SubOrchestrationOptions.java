package io.duroxide;

import org.jspecify.annotations.Nullable;

/**
 * Identity of a child.
 *
 * @param instanceId the child's instance id, or null for one derived from the parent's
 * @param version the exact version, or null for the one the registry's policy picks
 */
public record SubOrchestrationOptions(@Nullable String instanceId, @Nullable String version) {

  /** Generated id, version by policy. */
  public static final SubOrchestrationOptions DEFAULT = new SubOrchestrationOptions(null, null);

  /** These options with an explicit instance id; one that is taken fails the handle. */
  public SubOrchestrationOptions withInstanceId(String id) {
    return new SubOrchestrationOptions(id, version);
  }

  /** These options with exactly this version. */
  public SubOrchestrationOptions withVersion(String exactVersion) {
    return new SubOrchestrationOptions(instanceId, exactVersion);
  }
}
