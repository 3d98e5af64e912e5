package io.duroxide.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page whose named blocks hold their regions. The name stands in a comment above the block, which
 * a reader does not see.
 *
 * @param used names of the regions on the page
 * @param looseBlocks Java blocks without a name, by their first line
 */
record ExamplePage(String text, Set<String> used, List<String> looseBlocks) {

  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- example: (\\S+) -->\n)?```(java|text)\n(.*?)```\n", Pattern.DOTALL);

  static ExamplePage fill(String page, Map<String, Region> regions) {
    Set<String> used = new TreeSet<>();
    List<String> loose = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String name = block.group(1);
      String language = block.group(2);
      String content = block.group(3);
      if (name != null) {
        used.add(name);
        content = content(name, language, regions);
      } else if (language.equals("java")) {
        loose.add(content.lines().findFirst().orElse("an empty block"));
      }
      String above = name == null ? "" : "<!-- example: " + name + " -->\n";
      block.appendReplacement(
          text, Matcher.quoteReplacement(above + "```" + language + "\n" + content + "```\n"));
    }
    return new ExamplePage(block.appendTail(text).toString(), used, loose);
  }

  private static String content(String name, String language, Map<String, Region> regions) {
    Region region = regions.get(name);
    if (region == null) {
      throw new IllegalStateException("no test has a region named " + name);
    }
    return language.equals("java") ? region.java() : region.text();
  }
}
