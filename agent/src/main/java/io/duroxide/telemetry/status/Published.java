package io.duroxide.telemetry.status;

/**
 * What the agent leaves in the JVM's agent properties for tools that attach, and the values of its
 * state.
 */
public final class Published {

  public static final String STATE = "duroxide.telemetry.state";
  public static final String VERSION = "duroxide.telemetry.version";

  /** Where the status can be read over HTTP; not there if the endpoint is off. */
  public static final String STATUS_ADDRESS = "duroxide.telemetry.status";

  public static final String WAITING = "waiting";
  public static final String RUNNING = "running";
  public static final String OFF = "off";

  /** Followed by the reason. */
  public static final String REFUSED = "refused: ";

  private Published() {}
}
