package io.duroxide.provider.memory;

import io.duroxide.history.HistoryCodec.UndecodableException;
import io.duroxide.provider.DeadLetter;
import io.duroxide.provider.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Items no node could read. */
final class DeadLetters {

  private final StoreClock clock;
  private final List<DeadLetter> letters = new ArrayList<>();
  private long ids;

  DeadLetters(StoreClock clock) {
    this.clock = clock;
  }

  /**
   * @param decode to be asked why the text cannot be read
   */
  void add(String instance, String text, Consumer<String> decode) {
    letters.add(new DeadLetter(++ids, instance, text, error(text, decode), clock.now()));
  }

  Page<DeadLetter> page(int limit, @Nullable String after) {
    long last = after == null ? 0 : Long.parseLong(after);
    List<DeadLetter> rest = letters.stream().filter(letter -> letter.id() > last).toList();
    List<DeadLetter> items = rest.subList(0, Math.min(limit, rest.size()));
    boolean isLast = items.size() == rest.size();
    return new Page<>(items, isLast ? null : Long.toString(items.get(items.size() - 1).id()));
  }

  int removeBefore(long time) {
    int before = letters.size();
    letters.removeIf(letter -> letter.at() < time);
    return before - letters.size();
  }

  private static @Nullable String error(String text, Consumer<String> decode) {
    try {
      decode.accept(text);
      return null;
    } catch (UndecodableException e) {
      return e.getMessage();
    }
  }
}
