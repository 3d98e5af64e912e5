package io.duroxide.provider.sqlite;

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
import io.duroxide.provider.jdbc.DeadLetters;
import io.duroxide.provider.jdbc.DeleteEnded;
import io.duroxide.provider.jdbc.DeleteInstances;
import io.duroxide.provider.jdbc.DeleteUnclaimed;
import io.duroxide.provider.jdbc.ExecutionList;
import io.duroxide.provider.jdbc.Family;
import io.duroxide.provider.jdbc.GaugeRead;
import io.duroxide.provider.jdbc.InstanceList;
import io.duroxide.provider.jdbc.PruneExecutions;
import io.duroxide.provider.jdbc.StatsRead;
import io.duroxide.provider.jdbc.TotalsRead;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The administrator's view of one file. */
final class SqliteAdmin implements ProviderAdmin {

  private final Database database;
  private final Writer writer;

  SqliteAdmin(Database database, Writer writer) {
    this.database = database;
    this.writer = writer;
  }

  @Override
  public StoreGauges storeGauges() {
    return database.read("storeGauges", new GaugeRead());
  }

  @Override
  public ConnectionPool connectionPool() {
    return database.connectionPool();
  }

  @Override
  public Page<InstanceInfo> instances(InstanceQuery query) {
    return database.read("instances", new InstanceList(query));
  }

  @Override
  public List<ExecutionInfo> executions(String instance) {
    return database.read("executions", new ExecutionList(instance));
  }

  @Override
  public List<String> children(String instance) {
    return database.read("children", Family.children(instance));
  }

  @Override
  public List<String> family(String instance) {
    return database.read("family", Family.all(instance));
  }

  @Override
  public StoreTotals totals() {
    return database.read("totals", new TotalsRead());
  }

  @Override
  public InstanceStats instanceStats(String instance) {
    return database.read("instanceStats", new StatsRead(instance));
  }

  @Override
  public DeletionCounts deleteInstances(Collection<String> instances, boolean force) {
    return writer.call("deleteInstances", DeleteInstances.each(instances, force));
  }

  @Override
  public DeletionCounts deleteFamily(String instance, boolean force) {
    return writer.call("deleteFamily", DeleteInstances.family(instance, force));
  }

  @Override
  public DeletionCounts deleteInstances(DeletionFilter filter) {
    return writer.call("deleteInstances", new DeleteEnded(filter));
  }

  @Override
  public DeletionCounts pruneExecutions(String instance, PruneOptions options) {
    return writer.call("pruneExecutions", PruneExecutions.ofOne(instance, options));
  }

  /** What to prune is looked up beside the writer: that may take long. */
  @Override
  public DeletionCounts pruneExecutions(DeletionFilter filter, PruneOptions options) {
    List<String> found =
        database.read("pruneExecutions", PruneExecutions.candidates(filter, options));
    return found.isEmpty()
        ? DeletionCounts.NONE
        : writer.call("pruneExecutions", PruneExecutions.ofEach(found, options));
  }

  @Override
  public int deleteUnclaimedMessages(long enqueuedBefore) {
    return writer.call("deleteUnclaimedMessages", new DeleteUnclaimed(enqueuedBefore));
  }

  @Override
  public Page<DeadLetter> deadLetters(int limit, @Nullable String after) {
    return database.read("deadLetters", DeadLetters.page(limit, after));
  }

  @Override
  public int deleteDeadLetters(long before) {
    return writer.call("deleteDeadLetters", DeadLetters.delete(before));
  }
}
