package io.duroxide.telemetry.bootstrap;

/** What the bridge asks of the agent, apart from taking events. */
public abstract class AgentHooks {

  /** Waits, but not for ever, until events can be taken; never null. */
  public abstract TelemetrySink awaitSink();

  /** Returns once the class of {@code store} is instrumented, if it can be. Never throws. */
  public abstract void storeSeen(Object store);

  public abstract void runtimeStarted();

  public abstract void adviceFailed(String instrumentation, Throwable failure);
}
