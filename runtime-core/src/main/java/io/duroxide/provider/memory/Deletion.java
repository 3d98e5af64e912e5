package io.duroxide.provider.memory;

import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.DeletionRefusedException;
import io.duroxide.provider.DeletionRefusedException.Reason;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Removes instances with all that belongs to them. */
final class Deletion {

  private final Tables tables;
  private final Instances instances;

  Deletion(Tables tables) {
    this.tables = tables;
    this.instances = tables.instances();
  }

  DeletionCounts delete(Collection<String> ids, boolean force) {
    Set<String> set = new LinkedHashSet<>(ids);
    List<StoredInstance> chosen = set.stream().map(instances::get).toList();
    for (StoredInstance instance : chosen) {
      if (!force && !instance.ended()) {
        throw refused(Reason.STILL_RUNNING, instance.id() + " has not ended");
      }
      for (StoredInstance child : instances.children(instance.id())) {
        if (!set.contains(child.id())) {
          throw refused(
              Reason.CHILD_MISSING, "%s is a child of %s".formatted(child.id(), instance.id()));
        }
      }
    }
    return chosen.stream().map(this::remove).reduce(DeletionCounts.NONE, DeletionCounts::plus);
  }

  DeletionCounts deleteFamily(String instance, boolean force) {
    StoredInstance root = instances.get(instance);
    if (root.parentInstance() != null) {
      throw refused(
          Reason.HAS_PARENT, "%s is a child of %s".formatted(instance, root.parentInstance()));
    }
    return delete(ids(instances.family(root)), force);
  }

  /** No family is torn apart: only the first one may be larger than the limit. */
  DeletionCounts delete(DeletionFilter filter) {
    DeletionCounts deleted = DeletionCounts.NONE;
    for (List<StoredInstance> family : endedFamilies(filter)) {
      if (deleted.instances() > 0 && deleted.instances() + family.size() > filter.limit()) {
        return deleted;
      }
      deleted = deleted.plus(delete(ids(family), false));
    }
    return deleted;
  }

  /** Those whose root ended first come first. */
  private List<List<StoredInstance>> endedFamilies(DeletionFilter filter) {
    return instances.oldestFirst().stream()
        .filter(instance -> instance.parentInstance() == null && instance.ended())
        .filter(root -> instances.matches(root, filter))
        .sorted(Comparator.comparing(root -> root.current().updatedAt()))
        .map(instances::family)
        .filter(family -> family.stream().allMatch(StoredInstance::ended))
        .toList();
  }

  private DeletionCounts remove(StoredInstance instance) {
    int messages =
        tables.turns().remove(instance.id())
            + tables.activities().remove(instance.id())
            + tables.turns().removeStartsOfChildren(instance.id());
    instances.remove(instance.id());
    return new DeletionCounts(1, instance.executions().size(), instance.eventCount(), messages);
  }

  private static List<String> ids(List<StoredInstance> family) {
    return family.stream().map(StoredInstance::id).toList();
  }

  private static DeletionRefusedException refused(Reason reason, String message) {
    return new DeletionRefusedException(reason, message);
  }
}
