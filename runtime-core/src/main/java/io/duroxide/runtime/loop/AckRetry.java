package io.duroxide.runtime.loop;

import io.duroxide.Backoff;
import io.duroxide.provider.ProviderException;
import java.time.Duration;

/**
 * Repeats an acknowledgement over a short storage hiccup: up to five times, 10 ms doubling to 160
 * ms, as in duroxide.
 */
public final class AckRetry {

  private static final int MAX_RETRIES = 5;
  private static final Backoff PAUSE =
      Backoff.exponential(Duration.ofMillis(10), 2.0, Duration.ofMillis(160));

  private final StopSignal stop;
  private int retries;

  public AckRetry(StopSignal stop) {
    this.stop = stop;
  }

  /** How often the call had to be repeated. */
  public int retries() {
    return retries;
  }

  /**
   * @throws ProviderException the last failure, or the first that no repetition can cure
   */
  public void run(Runnable acknowledge) {
    while (true) {
      try {
        acknowledge.run();
        return;
      } catch (ProviderException e) {
        if (!e.retryable() || retries == MAX_RETRIES) {
          throw e;
        }
        retries++;
        stop.pause(PAUSE.delayAfter(retries));
      }
    }
  }
}
