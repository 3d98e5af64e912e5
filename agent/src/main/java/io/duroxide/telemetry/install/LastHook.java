package io.duroxide.telemetry.install;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What happens at the JVM's exit after the application's own shutdown hooks, which may finish and
 * commit work. Hooks that are registered by public means all run at the same time.
 */
public final class LastHook {

  /** The JDK uses 0 to 2: the console, the application's hooks, files to be deleted. */
  private static final int SLOT = 5;

  private LastHook() {}

  /** Without access to the JDK's own list: a hook among the others. */
  public static void register(Runnable hook) {
    try {
      Class<?> shutdown = Class.forName("java.lang.Shutdown");
      // java.lang is open to us since the bridge was defined there.
      MethodHandle add =
          MethodHandles.privateLookupIn(shutdown, MethodHandles.lookup())
              .findStatic(
                  shutdown,
                  "add",
                  MethodType.methodType(void.class, int.class, boolean.class, Runnable.class));
      add.invokeExact(SLOT, false, hook);
    } catch (Throwable unavailable) {
      Runtime.getRuntime().addShutdownHook(new Thread(hook, "duroxide-telemetry-stop"));
    }
  }
}
