package io.duroxide.runtime.activity;

import io.duroxide.ActivityContext;
import io.duroxide.history.ActivityWorkItem;
import io.duroxide.provider.ActivityItem;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a handler sees of its attempt. */
record RunningActivity(ActivityItem item, BooleanSupplier cancelled) implements ActivityContext {

  private ActivityWorkItem work() {
    return item.work();
  }

  @Override
  public String instanceId() {
    return work().instance();
  }

  @Override
  public long executionId() {
    return work().executionId();
  }

  @Override
  public String orchestrationName() {
    return work().orchestrationName();
  }

  @Override
  public String orchestrationVersion() {
    return work().orchestrationVersion();
  }

  @Override
  public String activityName() {
    return work().name();
  }

  @Override
  public long activityId() {
    return work().scheduledId();
  }

  @Override
  public int attempt() {
    return work().attempt();
  }

  @Override
  public int deliveryCount() {
    return item.deliveryCount();
  }

  @Override
  public @Nullable String tag() {
    return work().tag();
  }

  @Override
  public @Nullable String sessionId() {
    return work().sessionId();
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger("io.duroxide.activity." + work().name());
  }

  @Override
  public boolean isCancelled() {
    return cancelled.getAsBoolean();
  }
}
