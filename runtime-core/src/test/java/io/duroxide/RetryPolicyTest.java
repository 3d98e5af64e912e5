package io.duroxide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void attempts_hasDuroxidesBackoff() {
    RetryPolicy policy = RetryPolicy.attempts(3);
    assertThat(policy.maxAttempts()).isEqualTo(3);
    assertThat(policy.backoff().delayAfter(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(policy.backoff().delayAfter(2)).isEqualTo(Duration.ofMillis(200));
    assertThat(policy.backoff().delayAfter(20)).isEqualTo(Duration.ofSeconds(30));
    assertThat(policy.nonRetryable()).isEmpty();
    assertThat(policy.deadline()).isNull();
  }

  @Test
  void none_isASingleAttempt() {
    assertThat(RetryPolicy.NONE.maxAttempts()).isEqualTo(1);
  }

  @Test
  void unsoundValues_areRefused() {
    assertThatThrownBy(() -> RetryPolicy.attempts(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RetryPolicy.attempts(1).withDeadline(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RetryPolicy.attempts(1).withDeadline(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void with_changesOnePartOnly() {
    RetryPolicy policy =
        RetryPolicy.attempts(4)
            .withNonRetryable("FATAL")
            .withDeadline(Duration.ofMinutes(1))
            .withBackoff(Backoff.none());
    assertThat(policy.maxAttempts()).isEqualTo(4);
    assertThat(policy.nonRetryable()).containsExactly("FATAL");
    assertThat(policy.deadline()).isEqualTo(Duration.ofMinutes(1));
    assertThat(policy.backoff().delayAfter(1)).isEqualTo(Duration.ZERO);
  }

  @Test
  void retries_unlessTheErrorSaysNo() {
    RetryPolicy policy = RetryPolicy.attempts(3);
    assertThat(policy.retries(ErrorDetails.of(new IllegalStateException()))).isTrue();
    assertThat(policy.retries(ErrorDetails.of(ApplicationException.permanent("no", null))))
        .isFalse();
  }

  @Test
  void retries_notWhatIsNamed_byCodeOrByClassOfACause() {
    RetryPolicy policy =
        RetryPolicy.attempts(3).withNonRetryable("FATAL", IOException.class.getName());
    assertThat(policy.retries(ErrorDetails.of(ApplicationException.retryable("x", "FATAL"))))
        .isFalse();
    assertThat(policy.retries(ErrorDetails.of(ApplicationException.retryable("x", "OTHER"))))
        .isTrue();
    assertThat(policy.retries(ErrorDetails.of(new UncheckedIOException(new IOException("disk")))))
        .isFalse();
    assertThat(policy.retries(ErrorDetails.of(new IllegalStateException("IOException")))).isTrue();
  }
}
