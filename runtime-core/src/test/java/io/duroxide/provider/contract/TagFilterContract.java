package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.ActivityItem;
import io.duroxide.provider.TagFilter;
import io.duroxide.provider.WorkerFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker gets only activities whose tag it takes. */
public abstract class TagFilterContract extends ProviderContract {

  private static final long UNTAGGED = 2;
  private static final long GPU = 3;
  private static final long LARGE = 4;

  @BeforeEach
  final void scheduleActivities() {
    firstTurn("a").events(1).activities(UNTAGGED).tagged("gpu", GPU).tagged("large", LARGE).send();
  }

  @Test
  void defaultOnly_takesUntagged() {
    assertThat(fetched(TagFilter.defaultOnly())).containsExactly(UNTAGGED);
  }

  @Test
  void tags_takeTheirActivitiesOnly() {
    assertThat(fetched(TagFilter.tags("gpu"))).containsExactly(GPU);
  }

  @Test
  void severalTags_takeTheActivitiesOfEach() {
    assertThat(fetched(TagFilter.tags("large", "other", "gpu"))).containsExactly(GPU, LARGE);
  }

  @Test
  void defaultAndTags_takeUntaggedAndTheirs() {
    assertThat(fetched(TagFilter.defaultAnd("large"))).containsExactly(UNTAGGED, LARGE);
  }

  @Test
  void any_takesEverything() {
    assertThat(fetched(TagFilter.any())).containsExactly(UNTAGGED, GPU, LARGE);
  }

  @Test
  void none_takesNothing() {
    assertThat(fetched(TagFilter.none())).isEmpty();
  }

  @Test
  void tag_thatDiffersInCaseOrLength_isAnother() {
    assertThat(fetched(TagFilter.tags("GPU", "gp", "gpu2"))).isEmpty();
  }

  @Test
  void tag_storedByATurn_comesBackWithTheActivity() {
    ActivityItem item = fetchActivity(filter(TagFilter.tags("gpu")));
    assertThat(item.work().tag()).isEqualTo("gpu");
    assertThat(item.work().scheduledId()).isEqualTo(GPU);
    assertThat(fetchActivity().work().tag()).isNull();
  }

  @Test
  void tag_activityAbandonedOrExpired_stillDecides() {
    WorkerFilter gpu = filter(TagFilter.tags("gpu"));
    fetchActivity();
    provider.abandonWorkItem(fetchActivity(gpu).lockToken(), AT_ONCE, false);
    assertNoActivity();
    assertThat(fetchActivity(gpu).work().tag()).isEqualTo("gpu");

    fixture.advance(LOCK);
    assertThat(fetchActivity().work().scheduledId()).isEqualTo(UNTAGGED);
    assertNoActivity();
    assertThat(fetchActivity(gpu).deliveryCount()).isEqualTo(3);
  }

  @Test
  void nodes_withDisjointAndOverlappingFilters_shareTheWork() {
    assertThat(fetched(TagFilter.any())).hasSize(3);
    turnOf("a")
        .events(2)
        .tagged("gpu", 12, 13)
        .tagged("large", 14)
        .activities(15)
        .tagged("other", 16)
        .send();

    assertThat(next(TagFilter.tags("gpu", "large"))).isEqualTo(12);
    assertThat(next(TagFilter.tags("large"))).isEqualTo(14);
    assertThat(next(TagFilter.tags("large"))).isNull();
    assertThat(next(TagFilter.defaultAnd("gpu"))).isEqualTo(13);
    assertThat(next(TagFilter.defaultAnd("gpu"))).isEqualTo(15);
    assertThat(next(TagFilter.defaultAnd("gpu", "large"))).isNull();
    assertThat(next(TagFilter.any())).isEqualTo(16);
  }

  @Test
  void unreadableActivity_keepsItsTag() {
    fixture.corruptActivities("a");
    assertThat(fetched(TagFilter.tags("gpu"))).containsExactly(GPU);
    assertThat(fetched(TagFilter.defaultOnly())).containsExactly(UNTAGGED);
  }

  /** All that this filter takes now, by the ids of their scheduling events. */
  private List<Long> fetched(TagFilter tags) {
    List<Long> fetched = new ArrayList<>();
    for (Long id = next(tags); id != null; id = next(tags)) {
      fetched.add(id);
    }
    return fetched;
  }

  private @Nullable Long next(TagFilter tags) {
    ActivityItem item = provider.fetchWorkItem(LOCK, NO_WAIT, filter(tags));
    return item == null ? null : (Long) item.work().scheduledId();
  }

  private static WorkerFilter filter(TagFilter tags) {
    return new WorkerFilter(tags, null);
  }
}
