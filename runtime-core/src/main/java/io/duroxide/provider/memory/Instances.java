package io.duroxide.provider.memory;

import io.duroxide.provider.DeletionFilter;
import io.duroxide.provider.InstanceNotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instances by id. */
final class Instances {

  /** Ids break ties, so that every list has one order. */
  private static final Comparator<StoredInstance> OLDEST_FIRST =
      Comparator.comparingLong(StoredInstance::createdAt).thenComparing(StoredInstance::id);

  private final Map<String, StoredInstance> byId = new LinkedHashMap<>();

  @Nullable StoredInstance find(String instance) {
    return byId.get(instance);
  }

  /**
   * @throws InstanceNotFoundException if there is no such instance
   */
  StoredInstance get(String instance) {
    StoredInstance stored = byId.get(instance);
    if (stored == null) {
      throw new InstanceNotFoundException(instance);
    }
    return stored;
  }

  boolean contains(String instance) {
    return byId.containsKey(instance);
  }

  /** Those of an unknown instance are empty. */
  KeyValues keyValues(String instance) {
    StoredInstance stored = byId.get(instance);
    return stored == null ? new KeyValues() : stored.keyValues();
  }

  void add(StoredInstance instance) {
    byId.put(instance.id(), instance);
  }

  void remove(String instance) {
    byId.remove(instance);
  }

  Collection<StoredInstance> all() {
    return byId.values();
  }

  List<StoredInstance> oldestFirst() {
    return byId.values().stream().sorted(OLDEST_FIRST).toList();
  }

  List<StoredInstance> newestFirst() {
    return byId.values().stream().sorted(OLDEST_FIRST.reversed()).toList();
  }

  boolean matches(StoredInstance instance, DeletionFilter filter) {
    boolean named = filter.instances().isEmpty() || filter.instances().contains(instance.id());
    Long endedBefore = filter.endedBefore();
    return named
        && (endedBefore == null
            || (instance.ended() && instance.current().endedBefore(endedBefore)));
  }

  /** An instance and all its descendants, parents before their children. */
  List<StoredInstance> family(StoredInstance root) {
    List<StoredInstance> family = new ArrayList<>(List.of(root));
    for (int i = 0; i < family.size(); i++) {
      family.addAll(children(family.get(i).id()));
    }
    return family;
  }

  /** Direct children, oldest first. */
  List<StoredInstance> children(String instance) {
    return oldestFirst().stream().filter(child -> instance.equals(child.parentInstance())).toList();
  }
}
