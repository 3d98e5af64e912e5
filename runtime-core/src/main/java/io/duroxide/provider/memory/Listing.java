package io.duroxide.provider.memory;

import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.Page;
import java.util.List;

/** One page of the instances. It begins behind a place, whose instance may be gone by then. */
record Listing(InstanceQuery query) {

  Page<InstanceInfo> page(List<StoredInstance> newestFirst) {
    List<InstanceInfo> found =
        newestFirst.stream()
            .map(StoredInstance::info)
            .filter(this::matches)
            .filter(this::comesAfter)
            .limit(query.limit() + 1L)
            .toList();
    if (found.size() <= query.limit()) {
      return new Page<>(found, null);
    }
    List<InstanceInfo> items = found.subList(0, query.limit());
    InstanceInfo last = items.get(items.size() - 1);
    return new Page<>(items, last.createdAt() + ":" + last.instance());
  }

  private boolean matches(InstanceInfo info) {
    String name = query.orchestrationName();
    return (query.statuses().isEmpty() || query.statuses().contains(info.status()))
        && (name == null || name.equals(info.orchestrationName()));
  }

  private boolean comesAfter(InstanceInfo info) {
    String place = query.after();
    if (place == null) {
      return true;
    }
    int colon = place.indexOf(':');
    long createdAt = Long.parseLong(place.substring(0, colon));
    String instance = place.substring(colon + 1);
    return info.createdAt() < createdAt
        || (info.createdAt() == createdAt && info.instance().compareTo(instance) < 0);
  }
}
