package io.duroxide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What becomes of an exception of the application, whatever its own methods do. */
class ErrorDetailsTest {

  private static final int MOST = 64 * 1024;

  @Test
  void applicationException_asCause_decidesCodeMessageAndRetryability() {
    ErrorDetails details =
        ErrorDetails.of(
            new RuntimeException(
                "outer", new ExecutionException(ApplicationException.permanent("no", "NO_MONEY"))));
    assertThat(details.code()).isEqualTo("NO_MONEY");
    assertThat(details.message()).isEqualTo("no");
    assertThat(details.retryable()).isFalse();
    assertThat(details.errorClasses())
        .containsExactly(
            "java.lang.RuntimeException",
            "java.util.concurrent.ExecutionException",
            "io.duroxide.ApplicationException");
  }

  @Test
  void severalApplicationExceptions_theOutermostDecides() {
    ErrorDetails details =
        ErrorDetails.of(
            new CompletionException(
                new ApplicationException(
                    "outer", "OUTER", true, ApplicationException.permanent("inner", "INNER"))));
    assertThat(details.code()).isEqualTo("OUTER");
    assertThat(details.retryable()).isTrue();
  }

  @Test
  void applicationException_aroundAFailedOperation_keepsItsOwnCodeAndNamesTheClassesBehind() {
    ErrorDetails inner =
        new ErrorDetails(
            ErrorCategory.APPLICATION,
            ErrorReason.UNSPECIFIED,
            "away",
            List.of("java.net.ConnectException"),
            "INNER",
            true);
    ErrorDetails details =
        ErrorDetails.of(
            new ApplicationException(
                "gave up", "GAVE_UP", false, new OperationFailedException("activity a", inner)));
    assertThat(details.code()).isEqualTo("GAVE_UP");
    assertThat(details.message()).isEqualTo("gave up");
    assertThat(details.retryable()).isFalse();
    assertThat(details.errorClasses())
        .containsExactly(
            "io.duroxide.ApplicationException",
            "io.duroxide.OperationFailedException",
            "java.net.ConnectException");
  }

  @Test
  void failedOperation_wrappedByAnythingElse_keepsItsDetails() {
    ErrorDetails inner =
        ErrorDetails.of(ErrorCategory.TIMEOUT, ErrorReason.UNSPECIFIED, "took too long");
    Throwable thrown = new IllegalStateException(new OperationFailedException("activity a", inner));
    assertThat(ErrorDetails.of(thrown)).isEqualTo(inner);
  }

  @Test
  void suppressedApplicationException_doesNotCount() {
    RuntimeException thrown = new RuntimeException("plain");
    thrown.addSuppressed(ApplicationException.permanent("no", "NO"));
    assertThat(ErrorDetails.of(thrown).code()).isNull();
    assertThat(ErrorDetails.of(thrown).retryable()).isTrue();
  }

  @Test
  void messageThatCannotBeRead_isReplacedByTheClassNames() {
    for (Throwable unreadable :
        List.of(
            new IllegalStateException("hidden"),
            new StackOverflowError(),
            new OutOfMemoryError())) {
      ErrorDetails details = ErrorDetails.of(new Mute(unreadable));
      assertThat(details.category()).isEqualTo(ErrorCategory.APPLICATION);
      assertThat(details.message())
          .contains(Mute.class.getName(), unreadable.getClass().getName())
          .doesNotContain("hidden");
      assertThat(details.errorClasses()).containsExactly(Mute.class.getName());
    }
  }

  @Test
  void applicationExceptionWhoseMethodsThrow_isStillTheOneThatDecides() {
    ErrorDetails details = ErrorDetails.of(new RuntimeException("outer", new MuteApplication()));
    assertThat(details.code()).isNull();
    assertThat(details.retryable()).isTrue();
    assertThat(details.errorClasses()).hasSize(2);
  }

  @Test
  void causesInACircle_end() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    assertThat(ErrorDetails.of(first).errorClasses()).hasSize(2);
  }

  @Test
  void causesWithoutEnd_areCut() {
    assertThat(ErrorDetails.of(new Endless()).errorClasses()).hasSize(16);
  }

  @Test
  void longMessage_isCutAndMarked_andLosesNoHalfOfAPair() {
    String message = "€".repeat(MOST / 3) + "\uD83D\uDE00" + "x".repeat(20_000_000);
    String cut = ErrorDetails.of(new RuntimeException(message)).message();
    assertThat(cut).startsWith("€€€").endsWith("(cut, had " + message.length() + " characters)");
    assertThat(Limits.utf8Length(cut)).isBetween(MOST - 10L, MOST + 100L);
    String head = cut.substring(0, cut.indexOf("... (cut"));
    assertThat(Character.isHighSurrogate(head.charAt(head.length() - 1))).isFalse();
  }

  @Test
  void messageThatJustFits_staysWhole() {
    String message = "x".repeat(MOST);
    assertThat(ErrorDetails.of(new RuntimeException(message)).message()).isEqualTo(message);
  }

  @Test
  void longCode_isCut() {
    Throwable thrown = ApplicationException.permanent("no", "C".repeat(1_000_000));
    assertThat(ErrorDetails.of(thrown).code()).hasSize(256);
  }

  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Throwable thrown;

    Mute(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public String getMessage() {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  private static final class MuteApplication extends ApplicationException {
    private static final long serialVersionUID = 1L;

    MuteApplication() {
      super("never read", "CODE", false, null);
    }

    @Override
    public String getMessage() {
      throw new IllegalStateException();
    }

    @Override
    public String code() {
      throw new IllegalStateException();
    }

    @Override
    public boolean retryable() {
      throw new IllegalStateException();
    }

    @Override
    public synchronized Throwable getCause() {
      throw new IllegalStateException();
    }
  }

  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }
}
