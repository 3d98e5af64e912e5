package io.duroxide.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A named part of a test's source.
 *
 * @param lines without the indentation they have in common
 */
record Region(String name, List<String> lines) {

  private static final String BEGIN = "// guide: ";
  private static final String END = "// end";
  private static final String TEXT_BLOCK = "\"\"\"";

  /** All regions of a directory's sources. */
  static Map<String, Region> findAll(Path sources) throws IOException {
    Map<String, Region> found = new HashMap<>();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.sorted().toList()) {
        for (Region region : in(Files.readAllLines(file))) {
          if (found.put(region.name(), region) != null) {
            throw new IllegalStateException("two regions are named " + region.name());
          }
        }
      }
    }
    return found;
  }

  /** As a block of Java. */
  String java() {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** The value of the region's text block, for a block of plain text. */
  String text() {
    List<String> content = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (line.contains(TEXT_BLOCK)) {
        inside = !inside;
      } else if (inside) {
        content.add(line);
      }
    }
    return new Region(name, outdented(content)).java().replace("\\\n", "");
  }

  private static List<Region> in(List<String> source) {
    List<Region> regions = new ArrayList<>();
    String name = null;
    List<String> lines = new ArrayList<>();
    for (String line : source) {
      String stripped = line.strip();
      if (stripped.startsWith(BEGIN) && name == null) {
        name = stripped.substring(BEGIN.length());
      } else if (stripped.equals(END) && name != null) {
        regions.add(new Region(name, outdented(lines)));
        name = null;
        lines = new ArrayList<>();
      } else if (name != null) {
        lines.add(line);
      }
    }
    if (name != null) {
      throw new IllegalStateException("region " + name + " has no end");
    }
    return regions;
  }

  private static List<String> outdented(List<String> lines) {
    int indent =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    String text =
        lines.stream()
            .map(line -> line.isBlank() ? "" : line.substring(indent))
            .collect(Collectors.joining("\n"));
    return text.strip().lines().toList();
  }
}
