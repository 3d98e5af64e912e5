package io.duroxide.it.apps;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs another application in a class loader of its own, as application servers do.
 *
 * <p>Arguments: its main class, its argument, its class path.
 */
public final class IsolatedApp {

  private IsolatedApp() {}

  public static void main(String[] args) throws Exception {
    URL[] classPath = Arrays.stream(args).skip(2).map(IsolatedApp::url).toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class.forName(args[0], true, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {args[1]});
    }
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
