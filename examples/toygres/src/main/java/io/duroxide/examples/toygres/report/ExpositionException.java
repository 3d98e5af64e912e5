package io.duroxide.examples.toygres.report;

/** Text that is not in Prometheus' exposition format. */
public final class ExpositionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExpositionException(String problem, String line) {
    super(problem + " in: " + line);
  }
}
