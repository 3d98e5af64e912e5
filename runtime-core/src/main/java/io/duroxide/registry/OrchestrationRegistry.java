package io.duroxide.registry;

import static java.util.Objects.requireNonNull;

import io.duroxide.Limits;
import io.duroxide.Orchestration;
import io.duroxide.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The orchestrations one node can run. Immutable. */
public final class OrchestrationRegistry {

  private final Map<String, NavigableMap<Version, RegisteredOrchestration>> byName;
  private final Map<String, Version> pinned;

  private OrchestrationRegistry(Builder builder) {
    Map<String, NavigableMap<Version, RegisteredOrchestration>> copy = new HashMap<>();
    builder.byName.forEach((name, versions) -> copy.put(name, new TreeMap<>(versions)));
    byName = Map.copyOf(copy);
    pinned = Map.copyOf(builder.pinned);
  }

  /** Collects registrations for a node. */
  public static Builder builder() {
    return new Builder();
  }

  /** The registered names; immutable. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** The versions of a name, the oldest first; empty if there are none. */
  public List<Version> versions(String name) {
    NavigableMap<Version, RegisteredOrchestration> versions = byName.get(name);
    return versions == null ? List.of() : List.copyOf(versions.keySet());
  }

  /**
   * The code for a name.
   *
   * @param version exactly this version; null for the pinned one, or else the latest
   * @return null if there is none
   */
  public @Nullable RegisteredOrchestration find(String name, @Nullable String version) {
    NavigableMap<Version, RegisteredOrchestration> versions = byName.get(name);
    if (versions == null) {
      return null;
    }
    if (version != null) {
      return versions.values().stream()
          .filter(candidate -> candidate.version().toString().equals(version))
          .findFirst()
          .orElse(null);
    }
    Version chosen = pinned.get(name);
    return chosen == null ? versions.lastEntry().getValue() : versions.get(chosen);
  }

  /** Collects registrations; each mistake is reported where it is made. */
  public static final class Builder {

    private final Map<String, NavigableMap<Version, RegisteredOrchestration>> byName =
        new HashMap<>();
    private final Map<String, Version> pinned = new HashMap<>();

    private Builder() {}

    /** Registers version 1.0.0. */
    public <I extends @Nullable Object, O extends @Nullable Object> Builder register(
        String name, Class<I> inputType, Orchestration<I, O> code) {
      return register(name, Version.INITIAL.toString(), inputType, code);
    }

    /**
     * Registers one version of an orchestration.
     *
     * @param name by which it is started; stored with every instance
     * @param version of the form {@code 1.2.3}
     * @param inputType what the input is decoded to
     * @throws IllegalArgumentException if name and version are registered already, or are malformed
     */
    public <I extends @Nullable Object, O extends @Nullable Object> Builder register(
        String name, String version, Class<I> inputType, Orchestration<I, O> code) {
      Limits.requireName("orchestration", name);
      requireNonNull(inputType, "inputType");
      requireNonNull(code, "code");
      Version parsed = Version.parse(version);
      // The decoder yields an inputType or null, which is all the code is ever called with.
      @SuppressWarnings("unchecked")
      var erased = (Orchestration<@Nullable Object, O>) (Orchestration<?, O>) code;
      var entry = new RegisteredOrchestration(name, parsed, inputType, erased);
      requireFree(entry);
      add(entry);
      return this;
    }

    /**
     * Takes over all registrations of another registry, and its pins of names that have none here.
     *
     * @throws IllegalArgumentException if one of its names and versions is registered already;
     *     nothing was taken
     */
    public Builder addAll(OrchestrationRegistry other) {
      List<RegisteredOrchestration> entries =
          other.byName.values().stream().flatMap(versions -> versions.values().stream()).toList();
      entries.forEach(this::requireFree);
      entries.forEach(this::add);
      other.pinned.forEach(pinned::putIfAbsent);
      return this;
    }

    private void requireFree(RegisteredOrchestration entry) {
      Map<Version, RegisteredOrchestration> versions = byName.get(entry.name());
      if (versions != null && versions.containsKey(entry.version())) {
        throw new IllegalArgumentException(
            "orchestration '%s' version %s is registered already"
                .formatted(entry.name(), entry.version()));
      }
    }

    private void add(RegisteredOrchestration entry) {
      byName.computeIfAbsent(entry.name(), name -> new TreeMap<>()).put(entry.version(), entry);
    }

    /**
     * Makes starts that name no version use this one instead of the latest.
     *
     * @throws IllegalArgumentException if it is not registered
     */
    public Builder pin(String name, String version) {
      Version parsed = Version.parse(version);
      NavigableMap<Version, RegisteredOrchestration> versions = byName.get(name);
      if (versions == null || !versions.containsKey(parsed)) {
        throw new IllegalArgumentException(
            "orchestration '"
                + name
                + "' version "
                + parsed
                + " is not registered; known: "
                + byName.keySet());
      }
      pinned.put(name, parsed);
      return this;
    }

    /** The registry of what was collected so far. */
    public OrchestrationRegistry build() {
      return new OrchestrationRegistry(this);
    }
  }
}
