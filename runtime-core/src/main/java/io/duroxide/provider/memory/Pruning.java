package io.duroxide.provider.memory;

import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.PruneOptions;
import java.util.List;

/** Removes old executions. */
final class Pruning {

  private Pruning() {}

  static DeletionCounts prune(StoredInstance instance, PruneOptions options) {
    List<StoredExecution> old =
        instance.executions().descendingMap().values().stream()
            .skip(Math.max(1, options.keepLast()))
            .filter(execution -> execution.state().status() != ExecutionStatus.RUNNING)
            .filter(execution -> execution.endedBefore(options.endedBefore()))
            .filter(execution -> execution != instance.current())
            .toList();
    old.forEach(execution -> instance.executions().remove(execution.id()));
    long events = old.stream().mapToLong(StoredExecution::eventCount).sum();
    return new DeletionCounts(0, old.size(), events, 0);
  }

  /** An instance without anything to remove does not count against the filter's limit. */
  static DeletionCounts prune(Instances instances, DeletionFilter filter, PruneOptions options) {
    DeletionCounts removed = DeletionCounts.NONE;
    int pruned = 0;
    for (StoredInstance instance : instances.oldestFirst()) {
      if (pruned < filter.limit() && instances.matches(instance, filter)) {
        DeletionCounts counts = prune(instance, options);
        removed = removed.plus(counts);
        pruned += counts.executions() > 0 ? 1 : 0;
      }
    }
    return removed;
  }
}
