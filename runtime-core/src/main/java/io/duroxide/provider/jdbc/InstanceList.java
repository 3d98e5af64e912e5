package io.duroxide.provider.jdbc;

import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.Page;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of instances. The index has each status in order: the page is made of the newest of each
 * wanted one. A place in the list is the creation and id of the last instance before it, so that
 * new instances shift nothing.
 */
public final class InstanceList implements Operation<Page<InstanceInfo>> {

  private static final String NEWEST_OF_STATUS =
      "SELECT * FROM (SELECT started_at, instance_id FROM instances WHERE status = ?%s"
          + " AND (started_at, instance_id) < (?, ?)"
          + " ORDER BY started_at DESC, instance_id DESC LIMIT ?) s";

  private static final String PAGE =
      InstanceRead.SELECT
          + " JOIN (%s) page ON page.instance_id = i.instance_id"
          + " ORDER BY i.started_at DESC, i.instance_id DESC LIMIT ?";

  private final InstanceQuery query;
  private final Place after;

  /**
   * @throws IllegalArgumentException if the query begins at no place of the list
   */
  public InstanceList(InstanceQuery query) {
    this.query = query;
    this.after = Place.parse(query.after());
  }

  @Override
  public Page<InstanceInfo> run(Session session) throws SQLException {
    Collection<InstanceStatus> statuses =
        query.statuses().isEmpty() ? Arrays.asList(InstanceStatus.values()) : query.statuses();
    String name = query.orchestrationName();
    int tooMany = query.limit() + 1;
    List<@Nullable Object> arguments = new ArrayList<>();
    for (InstanceStatus status : statuses) {
      arguments.add(status.name());
      if (name != null) {
        arguments.add(name);
      }
      arguments.add(after.createdAt());
      arguments.add(after.instance());
      arguments.add(tooMany);
    }
    arguments.add(tooMany);
    String newest = NEWEST_OF_STATUS.formatted(name == null ? "" : " AND name = ?");
    String union = String.join(" UNION ALL ", Collections.nCopies(statuses.size(), newest));
    List<InstanceInfo> found =
        session.queryAll(PAGE.formatted(union), InstanceRead::read, arguments.toArray());
    return Pages.of(found, query.limit(), info -> Place.of(info).text());
  }

  private record Place(long createdAt, String instance) {

    private static final Place START = new Place(Long.MAX_VALUE, "");

    static Place of(InstanceInfo info) {
      return new Place(info.createdAt(), info.instance());
    }

    static Place parse(@Nullable String text) {
      if (text == null) {
        return START;
      }
      int end = text.indexOf(' ');
      return new Place(Pages.number(text.substring(0, Math.max(0, end))), text.substring(end + 1));
    }

    String text() {
      return createdAt + " " + instance;
    }
  }
}
