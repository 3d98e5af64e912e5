package io.duroxide.telemetry.traces;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Same shape as the runtime's provider, other classes; the implementation is hidden. */
public final class FakeInstances {

  private FakeInstances() {}

  public interface Store {
    @Nullable Info instanceInfo(String instance);
  }

  public record Info(String instance, @Nullable String parentInstance) {}

  static Hidden create() {
    return new Hidden();
  }

  static final class Hidden implements Store {
    private final Map<String, Info> instances = new HashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean broken;

    void add(String instance, @Nullable String parent) {
      instances.put(instance, new Info(instance, parent));
    }

    @Override
    public @Nullable Info instanceInfo(String instance) {
      asked.incrementAndGet();
      if (broken) {
        throw new IllegalStateException("store is down");
      }
      return instances.get(instance);
    }
  }
}
