package io.duroxide.it.apps;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link LoadRun} starts, in proportions: half of it ends in its first turn. */
enum Kind {
  INSTANT(10, "Countdown", 0, InstanceStatus.COMPLETED, null, null),
  GREETING(3, "Greet", "guest", InstanceStatus.COMPLETED, null, null),
  QUOTA(1, "Failing", "quota", InstanceStatus.FAILED, "app_error", null),
  IO(1, "Failing", "io", InstanceStatus.FAILED, "infrastructure_error", null),
  RETRYING(1, "Retrying", 2, InstanceStatus.COMPLETED, null, null),
  CONTINUING(1, "Countdown", 3, InstanceStatus.COMPLETED, null, null),
  PARENT(1, "Parent", "Greet:child", InstanceStatus.COMPLETED, null, "Greet"),
  UNHAPPY_PARENT(1, "Parent", "Failing:quota", InstanceStatus.FAILED, "app_error", "Failing"),
  CANCELLED(1, "Sleeper", 3_600_000L, InstanceStatus.CANCELLED, null, null);

  private static final List<Kind> MIXTURE = mixture();

  private final int share;
  private final String orchestration;

  @SuppressWarnings("ImmutableEnumChecker") // a string or a number
  private final Object input;

  private final InstanceStatus end;
  private final @Nullable String error;
  private final @Nullable String child;

  /**
   * @param error type of the failure, if it is to fail
   * @param child that is to end likewise, if there is one
   */
  Kind(
      int share,
      String orchestration,
      Object input,
      InstanceStatus end,
      @Nullable String error,
      @Nullable String child) {
    this.share = share;
    this.orchestration = orchestration;
    this.input = input;
    this.end = end;
    this.error = error;
    this.child = child;
  }

  static Kind of(int number) {
    return MIXTURE.get(number % MIXTURE.size());
  }

  private static List<Kind> mixture() {
    List<Kind> mixture = new ArrayList<>();
    for (Kind kind : values()) {
      for (int i = 0; i < kind.share; i++) {
        mixture.add(kind);
      }
    }
    return List.copyOf(mixture);
  }

  void start(DuroxideClient client, String id, Tally tally) {
    client.start(id, orchestration, input);
    tally.add("start", orchestration);
    if (this == CANCELLED) {
      client.cancel(id, "no longer wanted");
    }
  }

  void checkEnd(InstanceInfo info, Tally tally) {
    if (info.status() != end) {
      throw new IllegalStateException(info + " should be " + end);
    }
    account(orchestration, tally);
    if (child != null) {
      account(child, tally);
      tally.add("child", orchestration, child, outcome());
    }
    for (long continued = 1; continued < info.executionId(); continued++) {
      tally.add("continuation", orchestration);
    }
  }

  private void account(String name, Tally tally) {
    tally.add("end", name, outcome());
    if (error != null) {
      tally.add("failure", name, error);
    }
  }

  private String outcome() {
    return switch (end) {
      case COMPLETED -> "success";
      case FAILED -> "failed";
      default -> "cancelled";
    };
  }
}
