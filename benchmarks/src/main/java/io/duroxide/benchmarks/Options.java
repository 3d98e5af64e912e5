package io.duroxide.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of the form {@code --name value}; a repeated one keeps all its values. */
final class Options {

  private final Map<String, List<String>> values = new HashMap<>();

  Options(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!name.startsWith("--") || i + 1 == arguments.size()) {
        throw new IllegalArgumentException("expected --name value at '" + name + "'");
      }
      values.computeIfAbsent(name.substring(2), key -> new ArrayList<>()).add(arguments.get(i + 1));
    }
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  String text(String name, String otherwise) {
    List<String> given = all(name);
    return given.isEmpty() ? otherwise : given.get(given.size() - 1);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  @Nullable Path path(String name) {
    List<String> given = all(name);
    return given.isEmpty() ? null : Path.of(given.get(given.size() - 1)).toAbsolutePath();
  }
}
