package io.duroxide.telemetry.install;

import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.history.ParentLink;
import io.duroxide.history.StartOrigin;
import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.OrchestrationItem;
import io.duroxide.runtime.activity.ActivityOutcome;
import io.duroxide.runtime.orchestration.TurnOutcome;
import java.time.Duration;
import java.util.List;

/** Methods of the shapes that advice is written for, with known results. */
class FakeEngine {

  static final ErrorDetails ERROR =
      new ErrorDetails(
          ErrorCategory.APPLICATION,
          ErrorReason.UNSPECIFIED,
          "no",
          List.of("a.B", "c.D"),
          "E7",
          true);

  TurnOutcome turn(int slot, OrchestrationItem item) {
    if (slot < 0) {
      throw new IllegalArgumentException("slot");
    }
    boolean failed = slot == 5;
    return new TurnOutcome(
        TurnOutcome.Disposition.COMMITTED,
        "i",
        2,
        "pay",
        "1.0",
        failed ? StartOrigin.CLIENT : null,
        failed ? new ParentLink("p", 1, 2, "parent") : null,
        true,
        3,
        4,
        5,
        7,
        6,
        failed ? ExecutionStatus.FAILED : ExecutionStatus.RUNNING,
        failed ? ERROR : null,
        false,
        1);
  }

  ActivityOutcome activity(int slot, ActivityItem item) {
    return new ActivityOutcome(
        item.work(),
        1,
        item.queueWait(),
        Duration.ofNanos(13),
        ActivityOutcome.Result.FAILED,
        ERROR,
        2);
  }

  int untouched() {
    return 42;
  }
}
