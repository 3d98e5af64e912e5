package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.ErrorCategory;
import io.duroxide.ErrorDetails;
import io.duroxide.ErrorReason;
import io.duroxide.Limits;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import io.duroxide.RetryPolicy;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.InstanceStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Application code whose objects do not behave: whatever they do becomes the outcome. */
class HostileCodeTest {

  private final Cluster cluster = new Cluster();
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void start(RuntimeOptions.Builder options) {
    cluster.node(options);
    cluster.client.start("i", "o", null);
  }

  @Test
  void exceptionWithoutReadableMessage_ofAnOrchestration_failsItWithItsClass() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          throw new Unspeakable();
        });
    start(Cluster.quick());
    ErrorDetails error = cluster.failure("i");
    assertThat(error.category()).isEqualTo(ErrorCategory.APPLICATION);
    assertThat(error.errorClasses()).containsExactly(Unspeakable.class.getName());
  }

  @Test
  void exceptionWithoutReadableMessage_ofAnActivity_failsItOnce() {
    cluster.activities.register(
        "a",
        Void.class,
        (ctx, in) -> {
          runs.incrementAndGet();
          throw new Unspeakable();
        });
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.activity("a", null, String.class).await();
          } catch (OperationFailedException e) {
            return e.details().category() + " " + e.details().errorClasses().get(0);
          }
        });
    start(Cluster.quick());
    assertThat(cluster.output("i")).isEqualTo("APPLICATION " + Unspeakable.class.getName());
    assertThat(runs).hasValue(1);
  }

  @Test
  void exceptionWithoutReadableMessage_ofAnAsyncBlock_reachesTheCodeThatAwaitsIt() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          try {
            return ctx.<String>async(
                    () -> {
                      throw new UnspeakableChecked();
                    })
                .await();
          } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
          }
        });
    start(Cluster.quick());
    assertThat(cluster.output("i")).contains(UnspeakableChecked.class.getName());
  }

  @Test
  void resultWhoseGetterThrows_failsTheAttemptOnce() {
    cluster.activities.register(
        "a",
        Void.class,
        (ctx, in) -> {
          runs.incrementAndGet();
          return new HostileBean();
        });
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
    start(Cluster.quick());
    ErrorDetails error = cluster.failure("i");
    assertThat(error.reason()).isEqualTo(ErrorReason.UNDECODABLE_PAYLOAD);
    assertThat(error.message()).contains(HostileBean.class.getName());
    assertThat(runs).hasValue(1);
  }

  @Test
  void resultThatContainsItself_failsTheOrchestration() {
    cluster.orchestrations.register("o", Void.class, (ctx, in) -> new Circular());
    start(Cluster.quick());
    assertThat(cluster.failure("i").reason()).isEqualTo(ErrorReason.UNDECODABLE_PAYLOAD);
  }

  @Test
  void inputWhoseConstructorOverflowsTheStack_failsTheAttemptOnce() {
    cluster.activities.register("a", Bottomless.class, (ctx, in) -> runs.incrementAndGet());
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", Map.of(), String.class).await());
    start(Cluster.quick());
    assertThat(cluster.failure("i").reason()).isEqualTo(ErrorReason.UNDECODABLE_PAYLOAD);
    assertThat(runs).hasValue(0);
  }

  @Test
  void permanentError_outOfAJoinedFuture_endsTheAttempts() {
    cluster.activities.register(
        "a",
        Void.class,
        (ctx, in) -> {
          runs.incrementAndGet();
          return CompletableFuture.failedFuture(ApplicationException.permanent("no", "NO")).join();
        });
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> ctx.activity("a", null, String.class, RetryPolicy.attempts(5)).await());
    start(Cluster.quick());
    assertThat(cluster.failure("i").code()).isEqualTo("NO");
    assertThat(runs).hasValue(1);
  }

  @Test
  void errorThrownOnPurposeAroundAFailedActivity_isTheOneThatIsTold() {
    cluster.activities.register(
        "a",
        Void.class,
        (ctx, in) -> {
          throw ApplicationException.permanent("inner", "INNER");
        });
    cluster.orchestrations.register("o", Void.class, HostileCodeTest::rethrow);
    start(Cluster.quick());
    ErrorDetails error = cluster.failure("i");
    assertThat(error.code()).isEqualTo("ORDER_FAILED");
    assertThat(error.message()).isEqualTo("the order failed");
  }

  private static String rethrow(OrchestrationContext ctx, Void in) {
    try {
      return ctx.activity("a", null, String.class).await();
    } catch (OperationFailedException e) {
      throw new CompletionException(
          new ApplicationException("the order failed", "ORDER_FAILED", false, e));
    }
  }

  @Test
  void messageOf21Megabytes_isCut_andTheErrorKeepsItsCode() {
    cluster.activities.register(
        "a",
        Void.class,
        (ctx, in) -> {
          throw ApplicationException.permanent("x".repeat(21_000_000), "HUGE");
        });
    cluster.orchestrations.register(
        "o", Void.class, (ctx, in) -> ctx.activity("a", null, String.class).await());
    start(Cluster.quick());
    ErrorDetails error = cluster.failure("i");
    assertThat(error.code()).isEqualTo("HUGE");
    assertThat(error.message()).contains("(cut, had 21000000 characters)");
  }

  @Test
  void error_isNeverRefusedForItsSize() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          throw ApplicationException.permanent("x".repeat(5_000), "LONG");
        });
    start(Cluster.quick().limits(new Limits(1_000, 100, 100_000, 100, 100_000)));
    assertThat(cluster.failure("i").code()).isEqualTo("LONG");
  }

  @Test
  void startOf21Megabytes_withRaisedLimits_runs() {
    Limits raised = new Limits(100 << 20, 100, 500 << 20, 100, 500 << 20);
    cluster.orchestrations.register("o", String.class, (ctx, in) -> in.length());
    cluster.node(Cluster.quick().limits(raised));
    DuroxideClient client = new DuroxideClient(cluster.store.real()).withLimits(raised);
    client.start("big", "o", "x".repeat(21_000_000));
    assertThat(client.waitForOutput("big", Integer.class, Duration.ofSeconds(60)))
        .isEqualTo(21_000_000);
  }

  @Test
  void instanceBesideHostileOnes_completes() {
    cluster.orchestrations.register(
        "o",
        Void.class,
        (ctx, in) -> {
          throw new Unspeakable();
        });
    cluster.orchestrations.register("good", Void.class, (ctx, in) -> "fine");
    start(Cluster.quick());
    cluster.client.start("g", "good", null);
    assertThat(cluster.output("g")).isEqualTo("fine");
    assertThat(cluster.end("i").status()).isEqualTo(InstanceStatus.FAILED);
  }

  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no words");
    }
  }

  private static final class UnspeakableChecked extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }

  /** A result that cannot be read. */
  public static final class HostileBean {
    @SuppressWarnings("DoNotCallSuggester") // only Jackson calls it
    public String getValue() {
      throw new Unspeakable();
    }
  }

  /** A result that has no end. */
  public static final class Circular {
    public Circular getSelf() {
      return this;
    }
  }

  /** An input that cannot be made. */
  public static final class Bottomless {
    public Bottomless() {
      descend();
    }

    @SuppressWarnings("InfiniteRecursion") // it is meant to have no end
    private static void descend() {
      descend();
    }
  }
}
