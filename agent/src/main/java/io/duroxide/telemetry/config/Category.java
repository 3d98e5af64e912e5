package io.duroxide.telemetry.config;

/** Groups of metrics that are switched on and off together. */
public enum Category {
  ORCHESTRATION,
  ACTIVITY,
  PROVIDER,
  WORKER,
  CLIENT,
  /** The JVM itself. */
  RESOURCE,
  /** The agent about itself; always on. */
  AGENT
}
