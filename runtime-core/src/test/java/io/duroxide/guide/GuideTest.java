package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The pages show what the tests run: no block is written by hand, no link leads nowhere. */
class GuideTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path SOURCES = Path.of("src/test/java/io/duroxide/guide");
  private static final List<Path> PAGES =
      List.of(PROJECT.resolve("docs/guide.md"), PROJECT.resolve("docs/operations.md"));

  @Test
  void everyBlock_isARegionOfATest() throws IOException {
    Map<String, Region> regions = Region.findAll(SOURCES);
    List<String> loose = new ArrayList<>();
    for (Path page : PAGES) {
      String text = Files.readString(page);
      ExamplePage filled = ExamplePage.fill(text, regions);
      filled.looseBlocks().forEach(block -> loose.add(page + ": " + block));
      if (Boolean.getBoolean("docs.write")) {
        Files.writeString(page, filled.text());
      } else {
        assertThat(text)
            .as("%s; -Ddocs.write=true rewrites its blocks", page)
            .isEqualTo(filled.text());
      }
    }
    assertThat(loose).as("Java blocks without the name of a region above them").isEmpty();
  }

  @Test
  void everyRegion_isOnAPage() throws IOException {
    Map<String, Region> regions = new TreeMap<>(Region.findAll(SOURCES));
    assertThat(regions).as("regions found").hasSizeGreaterThan(30);
    Set<String> unused = new TreeSet<>(regions.keySet());
    for (Path page : PAGES) {
      unused.removeAll(ExamplePage.fill(Files.readString(page), regions).used());
    }
    assertThat(unused).isEmpty();
  }

  @Test
  void everyRelativeLink_leadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : MarkdownLinks.pages(PROJECT)) {
      broken.addAll(MarkdownLinks.broken(page));
    }
    assertThat(broken).isEmpty();
  }
}
