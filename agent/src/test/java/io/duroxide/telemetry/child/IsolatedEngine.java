package io.duroxide.telemetry.child;

import io.duroxide.telemetry.bootstrap.Bridge;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Runs {@link EngineScript} where nothing of the system class path can be seen. */
public final class IsolatedEngine {

  private IsolatedEngine() {}

  /** Arguments: the class path of the script. */
  public static void main(String[] arguments) throws Exception {
    URL[] path = new URL[arguments.length];
    for (int i = 0; i < path.length; i++) {
      path[i] = Path.of(arguments[i]).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      loader.loadClass("io.duroxide.client.DuroxideClient"); // now there is a bridge
      Recording.of(loader.loadClass(EngineScript.class.getName()));
    }
  }

  /** A class of its own: {@link IsolatedEngine} is loaded before the bridge is there. */
  static final class Recording {

    private Recording() {}

    static void of(Class<?> script) throws Exception {
      Bridge.sink(); // let the agent's own sink come first
      RecordingSink sink = new RecordingSink();
      Bridge.use(sink);
      script.getMethod("run").invoke(null);
      sink.events.forEach(System.out::println);
    }
  }
}
