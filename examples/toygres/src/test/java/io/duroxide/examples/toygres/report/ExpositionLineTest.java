package io.duroxide.examples.toygres.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionLineTest {

  @Test
  void readsNameLabelsAndValue() {
    assertThat(ExpositionLine.parseAll("a:b_1{x=\"1\",y=\"2\"} 3.5\n"))
        .containsExactly(new Sample("a:b_1", Map.of("x", "1", "y", "2"), 3.5));
  }

  @Test
  void readsSeriesWithoutLabels() {
    assertThat(ExpositionLine.parseAll("up 1\nempty{} 2"))
        .containsExactly(new Sample("up", Map.of(), 1), new Sample("empty", Map.of(), 2));
  }

  @Test
  void undoesEscapesAndKeepsBracesCommasAndHashes() {
    String value = "a\\\\b \\\"c\\\" d\\ne}, # {f=\\\"g\\\"}";
    Sample sample = ExpositionLine.parseAll("m{x=\"" + value + "\",} 1").get(0);
    assertThat(sample.label("x")).isEqualTo("a\\b \"c\" d\ne}, # {f=\"g\"}");
  }

  @Test
  void keepsAnEscapedBackslashBeforeAnN() {
    assertThat(ExpositionLine.parseAll("m{x=\"\\\\n\"} 1").get(0).label("x")).isEqualTo("\\n");
  }

  @Test
  void ignoresCommentsBlankLinesTimestampsAndExemplars() {
    String text =
        """
        # HELP m what {it} is
        # TYPE m counter

        m 1 1395066363000
          m_bucket { le = "0.5" } 2 # {trace_id="abc"} 0.4
        # EOF
        """;
    assertThat(ExpositionLine.parseAll(text))
        .containsExactly(
            new Sample("m", Map.of(), 1), new Sample("m_bucket", Map.of("le", "0.5"), 2));
  }

  @ParameterizedTest
  @CsvSource({"+Inf, Infinity", "-Inf, -Infinity", "NaN, NaN", "1e3, 1000", "-0.5, -0.5"})
  void readsAllFormsOfNumbers(String text, Double expected) {
    assertThat(ExpositionLine.parseAll("m " + text).get(0).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m",
        "{x=\"1\"} 1",
        "m{x=\"1\" 1",
        "m{x=1} 1",
        "m{x=\"\\t\"} 1",
        "m{x=\"1",
        "m one",
        "m{x=\"1\" y=\"2\"} 1",
        "m{=\"1\"} 1"
      })
  void namesTheLineItCannotRead(String line) {
    assertThatThrownBy(() -> ExpositionLine.parseAll("ok 1\n" + line))
        .isInstanceOf(ExpositionException.class)
        .hasMessageContaining(line);
  }
}
