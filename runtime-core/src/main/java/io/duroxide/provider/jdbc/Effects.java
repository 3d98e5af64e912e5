package io.duroxide.provider.jdbc;

import java.util.ArrayList;
import java.util.List;

/** What a transaction changed that somebody may be waiting for; published after its commit. */
public final class Effects {

  private final QueueEffects turns = new QueueEffects();
  private final QueueEffects activities = new QueueEffects();
  private final List<String> endedInstances = new ArrayList<>();
  private final List<String> changedInstances = new ArrayList<>();

  /** The instances that are ready for a turn. */
  public QueueEffects turns() {
    return turns;
  }

  public QueueEffects activities() {
    return activities;
  }

  public List<String> endedInstances() {
    return endedInstances;
  }

  /** Instances with another custom status or other key values. */
  public List<String> changedInstances() {
    return changedInstances;
  }

  void changed(String instance) {
    changedInstances.add(instance);
  }

  void ended(String instance) {
    endedInstances.add(instance);
  }

  /** Forgets all, after they were published or rolled back. */
  public void clear() {
    turns.clear();
    activities.clear();
    endedInstances.clear();
    changedInstances.clear();
  }
}
