package io.duroxide.examples.toygres.orchestration;

import io.duroxide.ActivityOptions;
import io.duroxide.Backoff;
import io.duroxide.RetryPolicy;
import io.duroxide.examples.toygres.model.Pace;
import java.time.Duration;

/** Retries and time limits of the activities, as the original control plane has them. */
final class Policies {

  private final Pace pace;

  Policies(Pace pace) {
    this.pace = pace;
  }

  ActivityOptions connectionStrings() {
    return options(5, linear(2, 10), 120);
  }

  ActivityOptions firstConnection() {
    return options(5, exponential(2, 30), 60);
  }

  ActivityOptions findInstance() {
    return options(3, Backoff.fixed(seconds(2)), 10);
  }

  ActivityOptions deletePostgres() {
    return options(3, exponential(1, 10), 60);
  }

  ActivityOptions findConnection() {
    return options(3, exponential(2, 10), 30);
  }

  ActivityOptions healthProbe() {
    return options(3, linear(1, 5), 30);
  }

  private ActivityOptions options(int attempts, Backoff backoff, int limitSeconds) {
    return ActivityOptions.retrying(new RetryPolicy(attempts, backoff))
        .withAttemptTimeout(pace.limit(Duration.ofSeconds(limitSeconds)));
  }

  private Backoff linear(int baseSeconds, int maxSeconds) {
    return Backoff.linear(seconds(baseSeconds), seconds(maxSeconds));
  }

  private Backoff exponential(int baseSeconds, int maxSeconds) {
    return Backoff.exponential(seconds(baseSeconds), 2.0, seconds(maxSeconds));
  }

  private Duration seconds(int seconds) {
    return pace.of(Duration.ofSeconds(seconds));
  }
}
