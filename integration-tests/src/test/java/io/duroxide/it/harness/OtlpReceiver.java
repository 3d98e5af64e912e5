package io.duroxide.it.harness;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A collector in the test's own process. Keeps the latest metrics of every sending process, all log
 * records and all spans, and can be told to behave badly. Thread-safe.
 */
public final class OtlpReceiver implements AutoCloseable {

  /** The two protocols of the contract. */
  public enum Protocol {
    HTTP("http/protobuf"),
    GRPC("grpc");

    private final String setting;

    Protocol(String setting) {
      this.setting = setting;
    }

    /** Its name in {@code OTEL_EXPORTER_OTLP_PROTOCOL}. */
    public String setting() {
      return setting;
    }

    /** For what takes its time: gRPC only with {@code -Dlong}. */
    public static List<Protocol> underLongTest() {
      return Boolean.getBoolean("long") ? List.of(values()) : List.of(HTTP);
    }
  }

  /** What a request is answered with. */
  enum Answer {
    OK,
    UNAVAILABLE,
    BAD_REQUEST
  }

  /** The sending side of a protocol; {@link #close()} stops it. */
  interface Endpoint extends AutoCloseable {
    int port();

    @Override
    void close();
  }

  private final Map<String, MetricSnapshot> latest = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> resources = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> units = new ConcurrentHashMap<>();
  private final List<LogRecord> logs = new CopyOnWriteArrayList<>();
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final Set<Exemplar> exemplars = ConcurrentHashMap.newKeySet();
  private final List<LogLine> logLines = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Endpoint endpoint;

  private volatile Answer answer = Answer.OK;
  private volatile Duration delay = Duration.ZERO;

  private OtlpReceiver(Protocol protocol) {
    this.endpoint =
        switch (protocol) {
          case HTTP -> OtlpHttpEndpoint.start(this);
          case GRPC -> OtlpGrpcEndpoint.start(this);
        };
  }

  public static OtlpReceiver start(Protocol protocol) {
    return new OtlpReceiver(protocol);
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return endpoint.port();
  }

  /** From now on 503 or its gRPC equal, which exporters try again. */
  public void refuse() {
    answer = Answer.UNAVAILABLE;
  }

  /** From now on 400 or its gRPC equal, which says that asking again is in vain. */
  public void reject() {
    answer = Answer.BAD_REQUEST;
  }

  /** From now on normal answers at once. */
  public void recover() {
    answer = Answer.OK;
    delay = Duration.ZERO;
  }

  /** From now on every answer comes this much later; a day is a hang. */
  public void delay(Duration each) {
    delay = each;
  }

  /** Requests of any signal so far, refused ones included. */
  public int requests() {
    return requests.get();
  }

  /** The latest metrics of the only process that has sent any; empty if none has. */
  public MetricSnapshot metrics() {
    return only(latest).orElseGet(() -> new MetricSnapshot(new java.util.TreeMap<>()));
  }

  /** The units of those metrics, by name; empty if there are none. */
  public Map<String, String> units() {
    return only(units).orElseGet(Map::of);
  }

  /** The resource attributes of the only process that has sent metrics; empty if none has. */
  public Map<String, String> resource() {
    return only(resources).orElseGet(Map::of);
  }

  /** The resource attributes of every process that has sent metrics. */
  public List<Map<String, String>> resources() {
    return List.copyOf(resources.values());
  }

  /** In the order in which they came. */
  public List<LogRecord> logs() {
    return List.copyOf(logs);
  }

  /** The same with their loggers. */
  public List<LogLine> logLines() {
    return List.copyOf(logLines);
  }

  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** Those of all metrics so far. */
  public Set<Exemplar> exemplars() {
    return Set.copyOf(exemplars);
  }

  private static <T> java.util.Optional<T> only(Map<String, T> byProcess) {
    if (byProcess.size() > 1) {
      throw new IllegalStateException("several processes sent metrics: " + byProcess.keySet());
    }
    return byProcess.values().stream().findFirst();
  }

  Answer metrics(ExportMetricsServiceRequest request) {
    return answer(() -> request.getResourceMetricsList().forEach(this::keep));
  }

  Answer logs(ExportLogsServiceRequest request) {
    return answer(
        () ->
            request
                .getResourceLogsList()
                .forEach(
                    resource ->
                        resource
                            .getScopeLogsList()
                            .forEach(
                                scope -> {
                                  logs.addAll(scope.getLogRecordsList());
                                  logLines.addAll(LogLine.of(scope).toList());
                                })));
  }

  Answer traces(ExportTraceServiceRequest request) {
    return answer(() -> request.getResourceSpansList().forEach(this::keep));
  }

  private void keep(ResourceSpans resource) {
    String process = process(OtlpDecoder.attributes(resource.getResource().getAttributesList()));
    resource
        .getScopeSpansList()
        .forEach(
            scope ->
                scope.getSpansList().forEach(span -> spans.add(ReceivedSpan.of(process, span))));
  }

  private void keep(ResourceMetrics metrics) {
    Map<String, String> attributes =
        OtlpDecoder.attributes(metrics.getResource().getAttributesList());
    String process = process(attributes);
    exemplars.addAll(OtlpDecoder.exemplars(metrics));
    resources.put(process, attributes);
    units.put(process, OtlpDecoder.units(metrics));
    latest.put(process, OtlpDecoder.decode(metrics));
  }

  private static String process(Map<String, String> resource) {
    return resource.getOrDefault("service.instance.id", "unnamed");
  }

  private Answer answer(Runnable keep) {
    requests.incrementAndGet();
    try {
      if (!delay.isZero()) {
        boolean interruptedByClose = closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        if (interruptedByClose) {
          return Answer.UNAVAILABLE;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.UNAVAILABLE;
    }
    if (answer == Answer.OK) {
      keep.run();
    }
    return answer;
  }

  @Override
  public void close() {
    closed.countDown();
    endpoint.close();
  }
}
