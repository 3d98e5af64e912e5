package io.duroxide.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the Prometheus text exposition format (0.0.4) strictly: a line that breaks the grammar, a
 * repeated series or a sample without a type is an error, as it is to Prometheus or ought to be.
 */
public final class PrometheusScrape {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Map<String, String> types = new HashMap<>();
  private final Map<Series, Double> scalars = new TreeMap<>();
  private final Map<Series, HistogramLines> histograms = new TreeMap<>();

  private PrometheusScrape() {}

  /** The lines that make up one histogram series. */
  private static final class HistogramLines {
    private final TreeMap<Double, Long> buckets = new TreeMap<>();
    private double sum = Double.NaN;
    private long count = -1;

    Point.Histogram complete(Series series) {
      Long all = buckets.get(Double.POSITIVE_INFINITY);
      if (count < 0 || Double.isNaN(sum) || all == null || all != count) {
        throw new IllegalArgumentException("incomplete histogram " + series);
      }
      return new Point.Histogram(count, sum, buckets);
    }
  }

  public static MetricSnapshot scrape(int port) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    try {
      HttpResponse<byte[]> response =
          HTTP.send(
              HttpRequest.newBuilder(uri).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(uri + " answered " + response.statusCode());
      }
      // A new decoder refuses what is no UTF-8; a string would be repaired silently.
      return parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(response.body())).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(uri.toString(), e);
    }
  }

  static MetricSnapshot parse(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in the text");
    }
    PrometheusScrape scrape = new PrometheusScrape();
    // Only this character ends a line; a label value may hold any other.
    for (String line : text.split("\n", -1)) {
      if (!line.isBlank()) {
        scrape.line(line);
      }
    }
    return scrape.snapshot();
  }

  private void line(String line) {
    if (!line.startsWith("#")) {
      sample(SampleLine.parse(line));
      return;
    }
    String[] words = line.split(" +", 4);
    if (words.length == 4 && words[1].equals("TYPE") && types.put(words[2], words[3]) != null) {
      throw new IllegalArgumentException("second type of " + words[2]);
    }
  }

  private void sample(SampleLine sample) {
    String name = sample.name();
    if (types.containsKey(name)) {
      putOnce(Series.of(name, sample.labels()), sample.value());
      return;
    }
    int suffix = name.lastIndexOf('_');
    String family = suffix < 0 ? name : name.substring(0, suffix);
    if (!"histogram".equals(types.get(family))) {
      throw new IllegalArgumentException("sample without type: " + name);
    }
    histogramLine(family, name.substring(suffix), sample);
  }

  private void putOnce(Series series, double value) {
    if (scalars.put(series, value) != null) {
      throw new IllegalArgumentException("series appears twice: " + series);
    }
  }

  private void histogramLine(String family, String suffix, SampleLine sample) {
    Map<String, String> labels = new TreeMap<>(sample.labels());
    String bound = labels.remove("le");
    HistogramLines lines =
        histograms.computeIfAbsent(Series.of(family, labels), absent -> new HistogramLines());
    if (suffix.equals("_bucket") && bound != null) {
      lines.buckets.put(SampleLine.number(bound), (long) sample.value());
    } else if (suffix.equals("_sum")) {
      lines.sum = sample.value();
    } else if (suffix.equals("_count")) {
      lines.count = (long) sample.value();
    } else {
      throw new IllegalArgumentException("no line of a histogram: " + sample);
    }
  }

  private MetricSnapshot snapshot() {
    TreeMap<Series, Point> points = new TreeMap<>();
    scalars.forEach(
        (series, value) ->
            points.put(series, new Point.Scalar(kind(types.get(series.metric())), value)));
    histograms.forEach((series, lines) -> points.put(series, lines.complete(series)));
    return new MetricSnapshot(points);
  }

  private static Point.Kind kind(@org.jspecify.annotations.Nullable String type) {
    return "counter".equals(type) ? Point.Kind.COUNTER : Point.Kind.GAUGE;
  }
}
