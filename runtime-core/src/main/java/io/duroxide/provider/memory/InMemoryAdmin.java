package io.duroxide.provider.memory;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.duroxide.provider.DeadLetter;
import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.ExecutionInfo;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStats;
import io.duroxide.provider.Page;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.provider.PruneOptions;
import io.duroxide.provider.StoreGauges;
import io.duroxide.provider.StoreTotals;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The administrator's view of a store in memory. */
final class InMemoryAdmin implements ProviderAdmin {

  private final Guard guard;
  private final Tables tables;
  private final Instances instances;
  private final Deletion deletion;

  InMemoryAdmin(Guard guard, Tables tables) {
    this.guard = guard;
    this.tables = tables;
    this.instances = tables.instances();
    this.deletion = new Deletion(tables);
  }

  @Override
  public StoreGauges storeGauges() {
    return guard.call("storeGauges", () -> Gauges.read(tables));
  }

  /** There are no connections. */
  @Override
  public ConnectionPool connectionPool() {
    return new ConnectionPool(0, 0, 0, 0);
  }

  @Override
  public Page<InstanceInfo> instances(InstanceQuery query) {
    return guard.call("instances", () -> new Listing(query).page(instances.newestFirst()));
  }

  @Override
  public List<ExecutionInfo> executions(String instance) {
    return guard.call(
        "executions",
        () ->
            instances.get(instance).executions().values().stream()
                .map(StoredExecution::info)
                .toList());
  }

  @Override
  public List<String> children(String instance) {
    return guard.call(
        "children", () -> instances.children(instance).stream().map(StoredInstance::id).toList());
  }

  @Override
  public List<String> family(String instance) {
    return guard.call(
        "family",
        () -> instances.family(instances.get(instance)).stream().map(StoredInstance::id).toList());
  }

  @Override
  public StoreTotals totals() {
    return guard.call(
        "totals",
        () ->
            new StoreTotals(
                instances.all().stream().collect(groupingBy(StoredInstance::status, counting())),
                instances.all().stream().mapToLong(i -> i.executions().size()).sum(),
                instances.all().stream().mapToLong(StoredInstance::eventCount).sum()));
  }

  @Override
  public InstanceStats instanceStats(String instance) {
    return guard.call("instanceStats", () -> stats(instances.get(instance)));
  }

  @Override
  public DeletionCounts deleteInstances(Collection<String> ids, boolean force) {
    return guard.call("deleteInstances", () -> deletion.delete(ids, force));
  }

  @Override
  public DeletionCounts deleteFamily(String instance, boolean force) {
    return guard.call("deleteFamily", () -> deletion.deleteFamily(instance, force));
  }

  @Override
  public DeletionCounts deleteInstances(DeletionFilter filter) {
    return guard.call("deleteInstances", () -> deletion.delete(filter));
  }

  @Override
  public DeletionCounts pruneExecutions(String instance, PruneOptions options) {
    return guard.call("pruneExecutions", () -> Pruning.prune(instances.get(instance), options));
  }

  @Override
  public DeletionCounts pruneExecutions(DeletionFilter filter, PruneOptions options) {
    return guard.call("pruneExecutions", () -> Pruning.prune(instances, filter, options));
  }

  @Override
  public int deleteUnclaimedMessages(long enqueuedBefore) {
    return guard.call(
        "deleteUnclaimedMessages", () -> tables.turns().removeUnclaimed(enqueuedBefore));
  }

  @Override
  public Page<DeadLetter> deadLetters(int limit, @Nullable String after) {
    return guard.call("deadLetters", () -> tables.deadLetters().page(limit, after));
  }

  @Override
  public int deleteDeadLetters(long before) {
    return guard.call("deleteDeadLetters", () -> tables.deadLetters().removeBefore(before));
  }

  private InstanceStats stats(StoredInstance stored) {
    return new InstanceStats(
        stored.executions().size(),
        stored.current().eventCount(),
        stored.current().state().historyBytes(),
        tables.turns().messageCount(stored.id()),
        stored.keyValues().now().size(),
        stored.keyValues().bytes());
  }
}
