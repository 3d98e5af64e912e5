package io.duroxide.examples.toygres.cluster;

import io.duroxide.examples.toygres.model.Names;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an activity behaves: how long it takes, which faults it knows, and the error code it fails
 * with.
 */
record Profile(String activity, Latency latency, Set<Fault> faults, @Nullable String errorCode) {

  // Without a retry policy a passing fault would be a final one, so those activities know only
  // final ones.
  private static final Set<Fault> FINAL = Set.of(Fault.DATABASE, Fault.HARD);
  private static final Set<Fault> ALL = Set.of(Fault.FLAKY, Fault.HANG, Fault.DATABASE, Fault.HARD);

  /**
   * The milliseconds of {@code test-connection}, {@code cms-get-instance-connection} and the two
   * health activities were measured in the original control plane; the others are its documented
   * ones, or guessed from their neighbours.
   */
  private static final Map<String, Profile> BY_ACTIVITY =
      Stream.of(
              cluster(Names.DEPLOY_POSTGRES, 4000, 8000, FINAL, "QUOTA_EXCEEDED"),
              cluster(Names.WAIT_FOR_READY, 60, 200, FINAL, "IMAGE_PULL_FAILED"),
              cluster(Names.GET_CONNECTION_STRINGS, 10000, 20000, ALL, "NO_ADDRESS"),
              cluster(Names.TEST_CONNECTION, 439, 500, ALL, "CONNECTION_REFUSED"),
              cluster(
                  Names.DELETE_POSTGRES,
                  5000,
                  6500,
                  Set.of(Fault.FLAKY, Fault.HANG),
                  "VOLUME_IN_USE"),
              books(Names.RAISE_EVENT, 45, 70),
              books(Names.CMS_CREATE_INSTANCE_RECORD, 45, 70),
              books(Names.CMS_UPDATE_INSTANCE_STATE, 40, 60),
              books(Names.CMS_FREE_DNS_NAME, 40, 60),
              books(Names.CMS_GET_INSTANCE_BY_K8S_NAME, 42, 247),
              books(Names.CMS_RECORD_INSTANCE_ACTOR, 40, 60),
              books(Names.CMS_DELETE_INSTANCE_RECORD, 40, 60),
              books(Names.CMS_GET_INSTANCE_CONNECTION, 42, 247),
              books(Names.CMS_RECORD_HEALTH_CHECK, 45, 66),
              books(Names.CMS_UPDATE_INSTANCE_HEALTH, 40, 59))
          .collect(Collectors.toUnmodifiableMap(Profile::activity, Function.identity()));

  static Profile of(String activity) {
    Profile profile = BY_ACTIVITY.get(activity);
    if (profile == null) {
      throw new IllegalArgumentException("no profile for " + activity);
    }
    return profile;
  }

  /** A fault this activity does not know does not happen to it. */
  Fault limit(Fault drawn) {
    return faults.contains(drawn) ? drawn : Fault.NONE;
  }

  private static Profile cluster(
      String activity, double p50, double p95, Set<Fault> faults, String errorCode) {
    return new Profile(activity, new Latency(p50, p95), faults, errorCode);
  }

  private static Profile books(String activity, double p50, double p95) {
    return new Profile(activity, new Latency(p50, p95), Set.of(Fault.DATABASE), null);
  }
}
