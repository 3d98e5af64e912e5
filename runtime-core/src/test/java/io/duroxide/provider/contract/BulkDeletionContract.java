package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.DeletionCounts;
import io.duroxide.provider.DeletionFilter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Deletion of many ended instances by what they have in common. */
public abstract class BulkDeletionContract extends ProviderContract {

  private static final int NO_LIMIT = DeletionFilter.DEFAULT_LIMIT;

  @Test
  void delete_noConditions_takesAllThatEnded() {
    createEnded("a");
    createEnded("b");
    create("running");
    assertThat(delete(DeletionFilter.ALL)).isEqualTo(new DeletionCounts(2, 2, 2, 0));
    assertThat(left("a", "b", "running")).containsExactly("running");
    assertThat(delete(DeletionFilter.ALL)).isEqualTo(DeletionCounts.NONE);
  }

  @Test
  void delete_named_takesThoseOnly() {
    createEnded("a");
    createEnded("b");
    create("running");
    assertThat(delete(filter(Set.of("a", "running", "nobody"), null)).instances()).isEqualTo(1);
    assertThat(left("a", "b", "running")).containsExactly("b", "running");
  }

  @Test
  void delete_endedBefore_takesOlderOnesOnly() {
    createEnded("old");
    fixture.advance(Duration.ofHours(1));
    long limit = fixture.now();
    createEnded("new");
    assertThat(delete(filter(Set.of(), limit)).instances()).isEqualTo(1);
    assertThat(left("old", "new")).containsExactly("new");
  }

  @Test
  void delete_severalConditions_mustAllHold() {
    createEnded("old");
    createEnded("old and named");
    fixture.advance(Duration.ofHours(1));
    long limit = fixture.now();
    createEnded("named");
    delete(filter(Set.of("old and named", "named"), limit));
    assertThat(left("old", "old and named", "named")).containsExactly("old", "named");
  }

  @Test
  void delete_suspendedInstance_isPassedOver() {
    create("a");
    provider.suspendInstance("a");
    assertThat(delete(DeletionFilter.ALL)).isEqualTo(DeletionCounts.NONE);
    assertThat(left("a")).containsExactly("a");
  }

  @Test
  void delete_moreThanTheLimit_isDoneInSeveralCalls() {
    create("running1");
    create("running2");
    for (int i = 0; i < 5; i++) {
      createEnded("i" + i);
    }
    DeletionFilter two = new DeletionFilter(Set.of(), null, 2);
    assertThat(delete(two).instances()).isEqualTo(2);
    assertThat(delete(two).instances()).isEqualTo(2);
    assertThat(delete(two).instances()).isEqualTo(1);
    assertThat(delete(two)).isEqualTo(DeletionCounts.NONE);
    assertThat(left("running1", "running2")).hasSize(2);
  }

  @Test
  void delete_families_countWithAllMembersAndStayWhole() {
    family("large", 3);
    fixture.advance(Duration.ofSeconds(1));
    family("small", 2);
    fixture.advance(Duration.ofSeconds(1));
    family("single", 1);
    DeletionFilter two = new DeletionFilter(Set.of(), null, 2);
    assertThat(delete(two).instances()).as("larger than the limit").isEqualTo(3);
    assertThat(delete(two).instances()).isEqualTo(2);
    assertThat(delete(two).instances()).isEqualTo(1);
    assertThat(delete(two)).isEqualTo(DeletionCounts.NONE);
  }

  @Test
  void delete_moreThanTheLimit_takesThoseThatEndedFirst() {
    create("late");
    createEnded("early");
    fixture.advance(Duration.ofSeconds(1));
    end("late");
    delete(new DeletionFilter(Set.of(), null, 1));
    assertThat(left("early", "late")).containsExactly("late");
  }

  @Test
  void delete_familiesWithRunningMembers_doNotUseUpTheLimit() {
    for (String instance : List.of("busy1", "busy2", "busy3")) {
      createEnded(instance);
      createChild(instance + " child", instance);
    }
    fixture.advance(Duration.ofSeconds(1));
    createEnded("idle");
    assertThat(delete(new DeletionFilter(Set.of(), null, 1)).instances()).isEqualTo(1);
    assertThat(left("idle")).isEmpty();
  }

  @Test
  void delete_root_takesItsDescendants() {
    createEnded("root");
    createChild("child", "root");
    createChild("grandchild", "child");
    end("child");
    assertThat(delete(DeletionFilter.ALL)).as("a descendant runs").isEqualTo(DeletionCounts.NONE);

    end("grandchild");
    assertThat(delete(DeletionFilter.ALL)).isEqualTo(new DeletionCounts(3, 3, 3, 0));
    assertThat(left("root", "child", "grandchild")).isEmpty();
  }

  @Test
  void delete_childNamed_isPassedOver() {
    createEnded("root");
    createChild("child", "root");
    end("child");
    assertThat(delete(filter(Set.of("child"), null))).isEqualTo(DeletionCounts.NONE);
    assertThat(left("root", "child")).hasSize(2);
  }

  @Test
  void delete_rootNamed_takesDescendantsThatAreNot() {
    createEnded("root");
    createChild("child", "root");
    fixture.advance(Duration.ofHours(1));
    long limit = fixture.now();
    end("child");
    assertThat(delete(filter(Set.of("root"), limit)).instances())
        .as("the root ended before, the child did not")
        .isEqualTo(2);
  }

  /** An ended root, and children of it that ended, too. */
  private void family(String root, int members) {
    createEnded(root);
    for (int i = 1; i < members; i++) {
      createChild(root + i, root);
      end(root + i);
    }
  }

  private DeletionCounts delete(DeletionFilter filter) {
    return provider.admin().deleteInstances(filter);
  }

  private static DeletionFilter filter(Set<String> instances, @Nullable Long endedBefore) {
    return new DeletionFilter(instances, endedBefore, NO_LIMIT);
  }

  private List<String> left(String... instances) {
    return Stream.of(instances).filter(i -> provider.instanceInfo(i) != null).toList();
  }
}
