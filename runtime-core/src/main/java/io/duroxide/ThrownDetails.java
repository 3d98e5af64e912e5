package io.duroxide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what application code threw. An exception is an object of the application: each of its
 * methods may throw, recurse or return something else each time, so every look at it is guarded and
 * happens once.
 */
final class ThrownDetails {

  /** More class names than these are noise. */
  private static final int MAX_CLASSES = 16;

  /** A chain of causes this long was made by a loop. */
  private static final int MAX_CAUSES = 1_000;

  private final List<Throwable> chain;

  private ThrownDetails(List<Throwable> chain) {
    this.chain = chain;
  }

  /**
   * Returns the details of a failure: those that the outermost exception of the chain has that says
   * something itself, or those of an exception like any other.
   */
  static ErrorDetails of(Throwable thrown) {
    ThrownDetails details = new ThrownDetails(chainOf(thrown));
    for (Throwable link : details.chain) {
      if (link instanceof ApplicationException application) {
        return details.application(application);
      }
      if (link instanceof OperationFailedException failed) {
        return failed.details();
      }
      if (link instanceof LimitExceededException limit) {
        return limit.details();
      }
    }
    return details.plain(thrown);
  }

  /** Returns its message; if it has none or cannot tell, its class name. */
  static String messageOf(Throwable thrown) {
    String name = thrown.getClass().getName();
    try {
      String message = thrown.getMessage();
      return message == null ? name : message;
    } catch (Throwable unreadable) {
      return name + " (its message cannot be read: " + unreadable.getClass().getName() + ")";
    }
  }

  private ErrorDetails application(ApplicationException application) {
    String code = ThrownDetails.<@Nullable String>guarded(application::code, null);
    return new ErrorDetails(
        ErrorCategory.APPLICATION,
        ErrorReason.UNSPECIFIED,
        ErrorText.cutMessage(messageOf(application)),
        classes(),
        code == null ? null : ErrorText.cutWord(code),
        guarded(application::retryable, true));
  }

  private ErrorDetails plain(Throwable thrown) {
    return new ErrorDetails(
        ErrorCategory.APPLICATION,
        thrown instanceof Error ? ErrorReason.PANIC : ErrorReason.UNSPECIFIED,
        ErrorText.cutMessage(messageOf(thrown)),
        classes(),
        null,
        true);
  }

  /** Names of the exceptions, and of those behind a failed operation, which has no causes. */
  private List<String> classes() {
    List<String> names = new ArrayList<>();
    for (Throwable link : chain) {
      names.add(ErrorText.cutWord(link.getClass().getName()));
      if (link instanceof OperationFailedException failed) {
        names.addAll(failed.details().errorClasses());
      }
      if (names.size() >= MAX_CLASSES) {
        return names.subList(0, MAX_CLASSES);
      }
    }
    return names;
  }

  private static List<Throwable> chainOf(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable link = thrown;
    while (link != null && chain.size() < MAX_CAUSES && seen.add(link)) {
      chain.add(link);
      link = ThrownDetails.<@Nullable Throwable>guarded(link::getCause, null);
    }
    return chain;
  }

  private static <T extends @Nullable Object> T guarded(Supplier<T> look, T fallback) {
    try {
      return look.get();
    } catch (Throwable unreadable) {
      return fallback;
    }
  }
}
