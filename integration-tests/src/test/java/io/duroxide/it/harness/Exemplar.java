package io.duroxide.it.harness;

/** An observation of a histogram and the span it was made in. */
public record Exemplar(String metric, String traceId, String spanId) {}
