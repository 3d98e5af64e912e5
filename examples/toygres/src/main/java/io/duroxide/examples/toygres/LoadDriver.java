package io.duroxide.examples.toygres;

import io.duroxide.client.DuroxideClient;
import io.duroxide.client.InstanceAlreadyExistsException;
import io.duroxide.examples.toygres.ManagedInstance.Phase;
import io.duroxide.examples.toygres.model.InstanceRecord;
import io.duroxide.examples.toygres.model.Names;
import io.duroxide.examples.toygres.model.NewInstance;
import io.duroxide.examples.toygres.model.Pace;
import io.duroxide.provider.InstanceInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Plays the customers: creates instances at a steady rate, changes its mind about a few, and
 * deletes each after some time. Confined to one thread, which calls {@link #tick}.
 */
final class LoadDriver {

  private static final long LOOK_INTERVAL_NANOS = Duration.ofMillis(500).toNanos();
  private static final double CANCEL_SHARE = 0.03;

  private final DuroxideClient client;
  private final Pace pace;
  private final double rate;
  private final int run;
  private final RandomGenerator random;
  private final Tally tally = new Tally();
  private final List<ManagedInstance> instances = new ArrayList<>();
  private final long beganAt;
  private long lookedAt;

  /**
   * @param run a number no earlier run on the same data had; it makes the names fresh
   * @param now {@link System#nanoTime}, as in {@link #tick}
   */
  LoadDriver(DuroxideClient client, ToygresOptions options, int run, long now) {
    this.client = client;
    this.pace = options.pace();
    this.rate = options.rate();
    this.run = run;
    this.random = new SplittableRandom(options.seed() + run);
    this.beganAt = now;
    this.lookedAt = now;
  }

  Tally tally() {
    return tally;
  }

  long count(Phase phase) {
    return instances.stream().filter(instance -> instance.phase() == phase).count();
  }

  /** Takes over what an earlier run left behind. */
  void adopt(List<InstanceRecord> left, long now) {
    for (InstanceRecord instance : left) {
      ManagedInstance adopted = ManagedInstance.creating(instance.k8sName(), lifetimeNanos());
      instances.add(adopted);
      switch (instance.state()) {
        case CREATING, FAILED -> {}
        case RUNNING -> adopted.live(now);
        case DELETING, DELETED -> startDeletion(adopted);
      }
    }
  }

  void tick(long now) {
    long due = (long) ((now - beganAt) / 1e9 * rate);
    while (tally.started < due) {
      startCreation(now);
    }
    if (now - lookedAt >= LOOK_INTERVAL_NANOS) {
      lookedAt = now;
      instances.forEach(instance -> look(instance, now));
      instances.removeIf(instance -> instance.phase() == Phase.GONE);
    }
  }

  private void startCreation(long now) {
    String name = String.format("pg-%d-%05d", run, tally.started + 1);
    client.start(
        Names.createId(name),
        Names.CREATE_INSTANCE,
        new NewInstance(name, name + ".toygres.test", "17.5", 10 + random.nextInt(90)));
    // Only now: if the store refuses, the next tick tries the same name again.
    tally.started++;
    ManagedInstance instance = ManagedInstance.creating(name, lifetimeNanos());
    if (random.nextDouble() < CANCEL_SHARE) {
      instance.cancelAt(now + between(2, 20));
    }
    instances.add(instance);
  }

  private void look(ManagedInstance instance, long now) {
    switch (instance.phase()) {
      case CREATING -> lookAtCreation(instance, now);
      case LIVING -> {
        if (instance.isDueForDeletion(now)) {
          startDeletion(instance);
        }
      }
      case DELETING -> lookAtDeletion(instance);
      case GONE -> {}
    }
  }

  private void lookAtCreation(ManagedInstance instance, long now) {
    if (instance.takeCancellation(now)) {
      client.cancel(instance.orchestrationId(), "the customer changed their mind");
    }
    InstanceInfo info = client.status(instance.orchestrationId());
    if (info == null) {
      return;
    }
    switch (info.status()) {
      case COMPLETED -> {
        tally.completed++;
        instance.live(now);
      }
      case FAILED -> {
        tally.failed++;
        instance.gone();
      }
      case CANCELLED -> {
        tally.cancelled++;
        startDeletion(instance);
      }
      case RUNNING, SUSPENDED -> {}
    }
  }

  private void lookAtDeletion(ManagedInstance instance) {
    InstanceInfo info = client.status(instance.orchestrationId());
    if (info == null) {
      return;
    }
    switch (info.status()) {
      case COMPLETED -> {
        tally.deleted++;
        instance.gone();
      }
      case FAILED, CANCELLED -> startDeletion(instance);
      case RUNNING, SUSPENDED -> {}
    }
  }

  private void startDeletion(ManagedInstance instance) {
    instance.delete();
    try {
      client.start(instance.orchestrationId(), Names.DELETE_INSTANCE, instance.name);
    } catch (InstanceAlreadyExistsException e) {
      // An earlier run had begun to delete it; the next look sees how that went.
    }
  }

  private long lifetimeNanos() {
    return between(120, 300);
  }

  private long between(int fromSeconds, int toSeconds) {
    return pace.of(Duration.ofMillis(random.nextLong(fromSeconds * 1000L, toSeconds * 1000L)))
        .toNanos();
  }
}
