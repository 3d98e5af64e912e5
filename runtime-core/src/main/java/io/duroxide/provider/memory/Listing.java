package io.duroxide.provider.memory;

import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of the instances. */
final class Listing {

  private final InstanceQuery query;
  private final @Nullable Place after;

  /**
   * @throws IllegalArgumentException if the query begins at no place of the list
   */
  Listing(InstanceQuery query) {
    this.query = query;
    this.after = query.after() == null ? null : Place.parse(query.after());
  }

  Page<InstanceInfo> page(List<StoredInstance> newestFirst) {
    List<InstanceInfo> found =
        newestFirst.stream()
            .map(StoredInstance::info)
            .filter(this::matches)
            .filter(info -> after == null || after.isBefore(info))
            .limit(query.limit() + 1L)
            .toList();
    if (found.size() <= query.limit()) {
      return new Page<>(found, null);
    }
    List<InstanceInfo> items = found.subList(0, query.limit());
    return new Page<>(items, Place.of(items.get(items.size() - 1)).text());
  }

  private boolean matches(InstanceInfo info) {
    String name = query.orchestrationName();
    return (query.statuses().isEmpty() || query.statuses().contains(info.status()))
        && (name == null || name.equals(info.orchestrationName()));
  }

  /** The last instance of the page before, which may be gone by now. */
  private record Place(long createdAt, String instance) {

    static Place of(InstanceInfo info) {
      return new Place(info.createdAt(), info.instance());
    }

    static Place parse(String text) {
      int colon = text.indexOf(':');
      try {
        return new Place(
            Long.parseLong(text.substring(0, Math.max(0, colon))), text.substring(colon + 1));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + text + "' is no place in a list", e);
      }
    }

    boolean isBefore(InstanceInfo info) {
      return info.createdAt() < createdAt
          || (info.createdAt() == createdAt && info.instance().compareTo(instance) < 0);
    }

    String text() {
      return createdAt + ":" + instance;
    }
  }
}
