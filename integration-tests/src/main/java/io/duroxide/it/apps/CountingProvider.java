package io.duroxide.it.apps;

import io.duroxide.provider.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows how often each method was called, and how that ended. Thread-safe. */
final class CountingProvider extends DecoratedProvider {

  private final Map<String, AtomicLong> calls = new ConcurrentSkipListMap<>();

  CountingProvider(Provider inner) {
    super(inner);
  }

  @Override
  <T extends @Nullable Object> T around(String method, Supplier<T> call) {
    String status = "error";
    try {
      T result = call.get();
      status = "success";
      return result;
    } finally {
      calls.computeIfAbsent(method + ":" + status, first -> new AtomicLong()).incrementAndGet();
    }
  }

  /** In one line: {@code method:status=count}, separated by blanks. */
  String calls() {
    return calls.toString().replaceAll("[{},]", "");
  }
}
