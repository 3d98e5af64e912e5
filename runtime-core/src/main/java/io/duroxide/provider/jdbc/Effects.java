package io.duroxide.provider.jdbc;

import java.util.ArrayList;
import java.util.List;

/** What a transaction changed that somebody may be waiting for; published after its commit. */
public final class Effects {

  private final QueueEffects turns = new QueueEffects();
  private final QueueEffects activities = new QueueEffects();
  private final List<String> endedInstances = new ArrayList<>();

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

  void ended(String instance) {
    endedInstances.add(instance);
  }

  /** Forgets all, after they were published or rolled back. */
  public void clear() {
    turns.clear();
    activities.clear();
    endedInstances.clear();
  }
}
