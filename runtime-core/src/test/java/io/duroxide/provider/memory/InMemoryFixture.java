package io.duroxide.provider.memory;

import io.duroxide.provider.Provider;
import io.duroxide.provider.contract.ProviderFixture;
import io.duroxide.provider.contract.SettableClock;
import java.time.Duration;

/** A store in memory with a clock that stands still. */
final class InMemoryFixture implements ProviderFixture {

  private static final String NOT_JSON = "{";

  private final SettableClock clock = new SettableClock();
  private final InMemoryProvider provider = new InMemoryProvider(clock);

  @Override
  public Provider provider() {
    return provider;
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  @Override
  public void corruptEvent(String instance, long executionId, long eventId) {
    provider.overwriteEvent(instance, executionId, eventId, NOT_JSON);
  }

  @Override
  public void corruptMessages(String instance) {
    provider.overwriteMessages(instance, NOT_JSON);
  }

  @Override
  public void corruptActivities(String instance) {
    provider.overwriteActivities(instance, NOT_JSON);
  }

  @Override
  public void close() {
    provider.close();
  }
}
