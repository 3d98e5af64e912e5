package io.duroxide.runtime;

import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decorates a provider: remembers its calls, and fails or changes those a test picks. Thread-safe.
 */
final class FaultyProvider {

  /** When a call fails. */
  enum Moment {
    /** Nothing has happened. */
    BEFORE_EFFECT,
    /** The caller does not learn that it has. */
    AFTER_EFFECT
  }

  /** One call that was made. */
  record Call(String method, List<Object> arguments) {}

  private final Provider real;
  private final Provider decorated;
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final List<Change> argumentChanges = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  FaultyProvider(Provider real) {
    this.real = real;
    this.decorated =
        (Provider)
            Proxy.newProxyInstance(
                Provider.class.getClassLoader(),
                new Class<?>[] {Provider.class},
                (proxy, method, arguments) -> call(method, arguments));
  }

  /** What nodes are given. */
  Provider decorated() {
    return decorated;
  }

  /** The provider without faults. */
  Provider real() {
    return real;
  }

  List<Call> calls(String method) {
    requireMethod(method);
    return calls.stream().filter(call -> call.method().equals(method)).toList();
  }

  /** Fails the next calls of a method with an error that may pass. */
  void failNext(String method, int times, Moment moment) {
    fail(method, times, moment, true, arguments -> true);
  }

  /** Fails the next calls of a method with an error that will not pass. */
  void failNextForGood(String method, int times) {
    fail(method, times, Moment.BEFORE_EFFECT, false, arguments -> true);
  }

  /** Fails the next calls of a method whose arguments meet a condition. */
  void fail(
      String method, int times, Moment moment, boolean retryable, Predicate<List<Object>> which) {
    requireMethod(method);
    faults.add(new Fault(method, new AtomicInteger(times), moment, retryable, which));
  }

  /** Changes what every later call of a method returns; null results stay. */
  <T> void change(String method, Class<T> type, UnaryOperator<T> change) {
    requireMethod(method);
    changes.add(new Change(method, result -> change.apply(type.cast(result))));
  }

  /** Changes the first argument of every later call of a method. */
  <T> void changeArgument(String method, Class<T> type, UnaryOperator<T> change) {
    requireMethod(method);
    argumentChanges.add(new Change(method, argument -> change.apply(type.cast(argument))));
  }

  /** No more faults and changes. */
  void heal() {
    faults.clear();
    changes.clear();
    argumentChanges.clear();
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    List<Object> list = arguments == null ? List.of() : Arrays.asList(arguments.clone());
    calls.add(new Call(method.getName(), list));
    Fault fault = faultOf(method.getName(), list);
    if (fault != null && fault.moment == Moment.BEFORE_EFFECT) {
      throw fault.exception();
    }
    for (Change change : argumentChanges) {
      if (arguments != null && change.method.equals(method.getName())) {
        arguments[0] = change.change.apply(arguments[0]);
      }
    }
    Object result;
    try {
      result = method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (fault != null) {
      throw fault.exception();
    }
    for (Change change : changes) {
      if (result != null && change.method.equals(method.getName())) {
        result = change.change.apply(result);
      }
    }
    return result;
  }

  private @Nullable Fault faultOf(String method, List<Object> arguments) {
    for (Fault fault : faults) {
      if (fault.method.equals(method)
          && fault.which.test(arguments)
          && fault.left.getAndDecrement() > 0) {
        return fault;
      }
    }
    return null;
  }

  private static void requireMethod(String name) {
    if (Arrays.stream(Provider.class.getMethods()).noneMatch(m -> m.getName().equals(name))) {
      throw new IllegalArgumentException("a provider has no method " + name);
    }
  }

  private record Fault(
      String method,
      AtomicInteger left,
      Moment moment,
      boolean retryable,
      Predicate<List<Object>> which) {

    ProviderException exception() {
      return new ProviderException(
          method, retryable ? ErrorKind.CONNECTION : ErrorKind.OTHER, retryable, "injected", null);
    }
  }

  private record Change(String method, UnaryOperator<Object> change) {}
}
