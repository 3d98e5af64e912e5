package io.duroxide.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of a page about tests names tests that exist, or says why there is none. */
class ConformanceTest {

  private static final Path PROJECT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("\\| (?!---)(.+?) \\| (.+?) \\|");
  private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern RULE = Pattern.compile("## (R\\d+) .*");
  private static final String NOT_APPLICABLE = "Not applicable: ";

  private final Map<String, List<Path>> testFiles = new HashMap<>();
  private final Map<Path, String> sources = new HashMap<>();

  @Test
  void conformance_everyRow_namesExistingTestsOrAReason() throws IOException {
    assertThat(checkedRows(page("conformance.md"))).isGreaterThan(700);
  }

  @Test
  void rules_eachOfThem_namesExistingTests() throws IOException {
    String page = Files.readString(page("rules.md"));
    assertThat(page).doesNotContain(NOT_APPLICABLE);
    checkedRows(page("rules.md"));

    List<String> rules = new ArrayList<>();
    for (String section : page.split("(?m)^(?=## )", -1)) {
      Matcher rule = RULE.matcher(section.lines().findFirst().orElse(""));
      if (rule.matches() && REFERENCE.matcher(section).find()) {
        rules.add(rule.group(1));
      }
    }
    assertThat(rules)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 11).mapToObj(number -> "R" + number).toList());
  }

  private static Path page(String name) {
    return PROJECT.resolve("docs").resolve(name);
  }

  private int checkedRows(Path page) throws IOException {
    findTests();
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(page)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(2).equals("Test")) {
        rows++;
        check(row.group(1), row.group(2), wrong);
      }
    }
    assertThat(wrong).isEmpty();
    return rows;
  }

  private void check(String name, String answer, List<String> wrong) throws IOException {
    List<String> tests = new ArrayList<>();
    Matcher references = REFERENCE.matcher(answer);
    while (references.find()) {
      tests.add(references.group());
      if (!exists(references.group(1), references.group(2))) {
        wrong.add(name + ": there is no test " + references.group());
      }
    }
    if (tests.isEmpty() && !answer.startsWith(NOT_APPLICABLE)) {
      wrong.add(name + ": neither a test nor a reason: " + answer);
    }
  }

  private boolean exists(String className, String method) throws IOException {
    // A test is a method without a modifier: JUnit needs none, and helpers are private.
    Pattern test = Pattern.compile("\\n  (?:void|Stream<DynamicTest>) " + method + "\\(");
    for (Path file : testFiles.getOrDefault(className, List.of())) {
      if (test.matcher(source(file)).find()) {
        return true;
      }
    }
    return false;
  }

  private String source(Path file) throws IOException {
    String known = sources.get(file);
    if (known == null) {
      known = Files.readString(file);
      sources.put(file, known);
    }
    return known;
  }

  private void findTests() throws IOException {
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests)) {
          try (Stream<Path> files = Files.walk(tests)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .forEach(
                    file ->
                        testFiles
                            .computeIfAbsent(
                                file.getFileName().toString().replace(".java", ""),
                                name -> new ArrayList<>())
                            .add(file));
          }
        }
      }
    }
  }
}
