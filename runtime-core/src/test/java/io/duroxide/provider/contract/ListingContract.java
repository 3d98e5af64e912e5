package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.duroxide.provider.ExecutionStatus;
import io.duroxide.provider.InstanceInfo;
import io.duroxide.provider.InstanceQuery;
import io.duroxide.provider.InstanceStatus;
import io.duroxide.provider.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of instances, page by page. */
public abstract class ListingContract extends ProviderContract {

  @Test
  void instances_emptyStore_areNone() {
    assertThat(page(InstanceQuery.ALL)).isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void instances_several_comeNewestFirst() {
    create("b", 200);
    create("a", 300);
    create("c", 100);
    start("queued");
    Page<InstanceInfo> page = page(InstanceQuery.ALL);
    assertThat(ids(page)).containsExactly("a", "b", "c");
    assertThat(page.next()).isNull();
    assertThat(page.items().get(0)).isEqualTo(info("a"));
  }

  @Test
  void instances_byStatus_areThoseOfThatStatusNow() {
    create("running", 10);
    create("suspended", 20);
    provider.suspendInstance("suspended");
    firstTurn("continued")
        .events(1)
        .startedAt(30)
        .status(ExecutionStatus.CONTINUED_AS_NEW, null)
        .send();
    createEnded("completed", 40, ExecutionStatus.COMPLETED);
    createEnded("failed", 50, ExecutionStatus.FAILED);
    createEnded("cancelled", 60, ExecutionStatus.CANCELLED);

    assertThat(ids(page(withStatus(InstanceStatus.RUNNING))))
        .containsExactly("continued", "running");
    assertThat(ids(page(withStatus(InstanceStatus.SUSPENDED)))).containsExactly("suspended");
    assertThat(ids(page(withStatus(InstanceStatus.COMPLETED)))).containsExactly("completed");
    assertThat(ids(page(withStatus(InstanceStatus.FAILED, InstanceStatus.CANCELLED))))
        .containsExactly("cancelled", "failed");
  }

  @Test
  void instances_byName_areThoseOfThatOrchestration() {
    firstTurn("a").events(1).name("Invoice").send();
    create("b");
    firstTurn("c").events(1).name("Invoice").status(ExecutionStatus.FAILED, null).send();
    InstanceQuery invoices = InstanceQuery.ALL.withOrchestrationName("Invoice");
    assertThat(ids(page(invoices))).containsExactlyInAnyOrder("a", "c");
    assertThat(ids(page(invoices.withStatuses(InstanceStatus.FAILED)))).containsExactly("c");
    assertThat(ids(page(InstanceQuery.ALL.withOrchestrationName("invoice")))).isEmpty();
  }

  @Test
  void pages_several_holdEveryInstanceOnce() {
    for (int i = 0; i < 7; i++) {
      create("i" + i, 100 + i);
    }
    assertThat(pages(InstanceQuery.ALL.withLimit(3)))
        .containsExactly(List.of("i6", "i5", "i4"), List.of("i3", "i2", "i1"), List.of("i0"));
  }

  @Test
  void pages_lastOneFull_saysThatItIsTheLast() {
    for (int i = 0; i < 4; i++) {
      create("i" + i, 100 + i);
    }
    assertThat(pages(InstanceQuery.ALL.withLimit(2))).hasSize(2);
    assertThat(pages(InstanceQuery.ALL.withLimit(4))).hasSize(1);
  }

  @Test
  void pages_sameTime_holdEveryInstanceOnce() {
    List<String> all = List.of("x", "b", "a:1", "a", "y/2", "ö", "A");
    all.forEach(instance -> create(instance, 100));
    assertThat(pages(InstanceQuery.ALL.withLimit(2)).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void pages_filtered_areFilledWithMatches() {
    for (int i = 0; i < 6; i++) {
      create("running" + i, 100 + i);
      createEnded("ended" + i, 100 + i, ExecutionStatus.COMPLETED);
    }
    InstanceQuery running = withStatus(InstanceStatus.RUNNING).withLimit(4);
    assertThat(pages(running))
        .containsExactly(
            List.of("running5", "running4", "running3", "running2"),
            List.of("running1", "running0"));
  }

  @Test
  void nextPage_storeChangedMeanwhile_goesOnBehindTheLastSeen() {
    for (int i = 0; i < 5; i++) {
      create("i" + i, 100 + i);
    }
    InstanceQuery query = InstanceQuery.ALL.withLimit(2);
    Page<InstanceInfo> first = page(query);
    create("newer", 999);
    provider.admin().deleteInstances(List.of("i3"), true);

    assertThat(ids(first)).containsExactly("i4", "i3");
    assertThat(ids(page(query.after(first.next())))).containsExactly("i2", "i1");
  }

  @Test
  void nextPage_ofNoPage_isAnIllegalArgument() {
    create("a", 100);
    for (String place : List.of("", "x", "1700", "x:y")) {
      assertThatIllegalArgumentException().isThrownBy(() -> page(InstanceQuery.ALL.after(place)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> provider.admin().deadLetters(10, "x"));
  }

  private void create(String instance, long startedAt) {
    firstTurn(instance).events(1).startedAt(startedAt).send();
  }

  private void createEnded(String instance, long startedAt, ExecutionStatus end) {
    firstTurn(instance).events(1).startedAt(startedAt).status(end, null).send();
  }

  private Page<InstanceInfo> page(InstanceQuery query) {
    return provider.admin().instances(query);
  }

  /** The ids of all pages. */
  private List<List<String>> pages(InstanceQuery query) {
    List<List<String>> pages = new ArrayList<>();
    Page<InstanceInfo> page = page(query);
    pages.add(ids(page));
    while (page.next() != null) {
      page = page(query.after(page.next()));
      pages.add(ids(page));
    }
    return pages;
  }

  private static InstanceQuery withStatus(InstanceStatus... statuses) {
    return InstanceQuery.ALL.withStatuses(statuses);
  }

  private static List<String> ids(Page<InstanceInfo> page) {
    return page.items().stream().map(InstanceInfo::instance).toList();
  }
}
