package io.duroxide.registry;

import static java.util.Objects.requireNonNull;

import io.duroxide.Activity;
import io.duroxide.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The activities one node can run. Immutable. */
public final class ActivityRegistry {

  private final Map<String, RegisteredActivity> byName;

  private ActivityRegistry(Builder builder) {
    byName = Map.copyOf(builder.byName);
  }

  /** Collects registrations for a node. */
  public static Builder builder() {
    return new Builder();
  }

  /** The registered names; immutable. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** The code for a name, or null. */
  public @Nullable RegisteredActivity find(String name) {
    return byName.get(name);
  }

  /** Collects registrations; each mistake is reported where it is made. */
  public static final class Builder {

    private final Map<String, RegisteredActivity> byName = new HashMap<>();

    private Builder() {}

    /**
     * Registers an activity.
     *
     * @param name by which orchestrations call it; stored with every call
     * @param inputType what the input is decoded to
     * @throws IllegalArgumentException if the name is registered already, or is malformed
     */
    public <I extends @Nullable Object, O extends @Nullable Object> Builder register(
        String name, Class<I> inputType, Activity<I, O> code) {
      Limits.requireName("activity", name);
      requireNonNull(inputType, "inputType");
      requireNonNull(code, "code");
      // The decoder yields an inputType or null, which is all the code is ever called with.
      @SuppressWarnings("unchecked")
      var erased = (Activity<@Nullable Object, O>) (Activity<?, O>) code;
      requireFree(name);
      byName.put(name, new RegisteredActivity(name, inputType, erased));
      return this;
    }

    /**
     * Takes over all registrations of another registry.
     *
     * @throws IllegalArgumentException if one of the names is registered already; nothing was taken
     */
    public Builder addAll(ActivityRegistry other) {
      for (String name : other.byName.keySet()) {
        requireFree(name);
      }
      byName.putAll(other.byName);
      return this;
    }

    private void requireFree(String name) {
      if (byName.containsKey(name)) {
        throw new IllegalArgumentException("activity '" + name + "' is registered already");
      }
    }

    /** The registry of what was collected so far. */
    public ActivityRegistry build() {
      return new ActivityRegistry(this);
    }
  }
}
