package io.duroxide.it.apps;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** An application's own account: how often it saw what. Thread-safe. */
public final class Tally {

  public static final String LINE = "TALLY";

  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  void add(String... words) {
    counts.computeIfAbsent(String.join(" ", words), first -> new LongAdder()).increment();
  }

  /** {@code TALLY} the words the number. */
  List<String> lines() {
    return counts.entrySet().stream()
        .map(count -> LINE + " " + count.getKey() + " " + count.getValue().sum())
        .toList();
  }
}
