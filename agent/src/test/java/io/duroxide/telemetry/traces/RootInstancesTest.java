package io.duroxide.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RootInstancesTest {

  private final FakeInstances.Hidden store = FakeInstances.create();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger ignored = new AtomicInteger();
  private final ParentsInStore stores = new ParentsInStore(ignored::incrementAndGet);
  private final RootInstances roots = new RootInstances(stores, clock::get);

  RootInstancesTest() {
    stores.seen(store);
  }

  @Test
  void whatWasSeenIsKnownWithoutAsking() {
    roots.learned("root", null);
    roots.learned("child", "root");
    roots.learned("grandchild", "child");

    assertThat(roots.known("grandchild")).isEqualTo("root");
    assertThat(roots.known("root")).isEqualTo("root");
    assertThat(roots.known("stranger")).isNull();
    assertThat(roots.find("grandchild", true)).isEqualTo("root");
    assertThat(store.asked).hasValue(0);
  }

  @Test
  void theStoreIsAskedOnceForEachStepUp() {
    store.add("root", null);
    store.add("child", "root");
    store.add("grandchild", "child");

    assertThat(roots.find("grandchild", true)).isEqualTo("root");
    assertThat(roots.find("grandchild", true)).isEqualTo("root");
    assertThat(roots.known("child")).isEqualTo("root");
    assertThat(store.asked).hasValue(3);
    assertThat(ignored).as("its own calls are not counted").hasValue(3);
  }

  @Test
  void anAncestorThatWasDeletedIsTheRoot() {
    store.add("grandchild", "child");

    assertThat(roots.find("grandchild", true)).isEqualTo("child");
  }

  @Test
  void anUnknownInstanceIsWaitedForAndThenItsOwnRoot() {
    assertThat(roots.find("new", true)).isNull();
    assertThat(roots.find("new", false)).isEqualTo("new");

    store.add("new", "root");
    store.add("root", null);
    assertThat(roots.find("new", true)).isEqualTo("root");
  }

  @Test
  void aStoreThatFailsIsLeftAloneForAWhile() {
    store.add("root", null);
    store.broken = true;
    roots.learned("child", "root");

    assertThat(roots.find("child", true)).isNull();
    assertThat(roots.find("child", true)).isNull();
    assertThat(roots.find("child", false)).as("the nearest that is known").isEqualTo("root");
    assertThat(store.asked).hasValue(1);

    store.broken = false;
    assertThat(roots.find("child", true)).isNull();
    clock.addAndGet(RootInstances.PAUSE_NANOS);
    assertThat(roots.find("child", true)).isEqualTo("root");
  }

  @Test
  void anotherStoreMayKnow() {
    FakeInstances.Hidden other = FakeInstances.create();
    other.add("child", "root");
    other.add("root", null);
    store.broken = true;
    stores.seen(other);

    assertThat(roots.find("child", true)).isEqualTo("root");
  }

  @Test
  void aStoreWithoutSuchAMethodIsOneThatFails() {
    stores.seen(new Object());
    assertThat(roots.find("child", true)).isNull();
    assertThat(roots.find("child", false)).isEqualTo("child");
  }

  @Test
  void aCircleEnds() {
    roots.learned("a", "b");
    roots.learned("b", "a");

    assertThat(roots.known("a")).isEqualTo("a");
    assertThat(roots.find("a", true)).isEqualTo("a");
  }

  @Test
  void memoryIsBounded() {
    roots.learned("first", null);
    for (int i = 0; i < RootInstances.MAX_REMEMBERED; i++) {
      roots.learned("i" + i, null);
    }
    assertThat(roots.known("first")).isNull();
    assertThat(roots.known("i0")).isEqualTo("i0");
  }
}
