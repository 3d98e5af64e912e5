package io.duroxide.provider.contract;

import io.duroxide.provider.Provider;
import java.time.Duration;

/** A fresh, empty store for one test, and the hands to reach behind it. */
public interface ProviderFixture extends AutoCloseable {

  Provider provider();

  /** The store's time, epoch milliseconds. */
  long now();

  /** Lets the store's clock reach a later time; nothing happens meanwhile. */
  void advance(Duration duration);

  /** Makes a stored event undecodable. */
  void corruptEvent(String instance, long executionId, long eventId);

  /** Makes all stored messages of an instance undecodable. */
  void corruptMessages(String instance);

  /** Makes all stored activities of an instance undecodable. */
  void corruptActivities(String instance);

  @Override
  void close();
}
