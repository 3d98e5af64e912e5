package io.duroxide.telemetry.export;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The limits of the JDK's web servers, which are system properties and read once. The library of
 * the endpoint sets two of them when it is loaded; but the application may have servers of its own,
 * and properties are its business.
 */
final class WebServerLimits {

  private static final String JDK_SETTINGS = "sun.net.httpserver.ServerConfig";

  private static final List<String> SET_BY_LIBRARY =
      List.of("sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime");

  private WebServerLimits() {}

  /** Does what may load the library, and leaves no limits behind that were not there before. */
  static <T> T kept(Supplier<T> opening) {
    letTheJdkReadThem();
    List<String> unset = new ArrayList<>(SET_BY_LIBRARY);
    unset.removeIf(property -> System.getProperty(property) != null);
    try {
      return opening.get();
    } finally {
      unset.forEach(System::clearProperty);
    }
  }

  private static void letTheJdkReadThem() {
    try {
      Class<?> unused = Class.forName(JDK_SETTINGS, true, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException elsewhere) {
      // Another JDK reads them another way, perhaps while they are set.
    }
  }
}
