package io.duroxide.it.apps;

import java.util.logging.Level;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What an application writes, in the words of one logging library. */
interface Voice {

  /** The loggers' name. */
  String LOGGER = "app";

  void debug(String text, Object argument);

  void info(String text, Object argument);

  void warn(String text, Object argument);

  void error(String text, @Nullable Throwable thrown);

  static Voice of(String library) {
    return switch (library) {
      case "slf4j" -> new Slf4j(LoggerFactory.getLogger(LOGGER));
      case "log4j" -> new Log4j(LogManager.getLogger(LOGGER));
      default -> new Jul(java.util.logging.Logger.getLogger(LOGGER));
    };
  }

  /** The façade of most applications. */
  record Slf4j(org.slf4j.Logger logger) implements Voice {
    @Override
    public void debug(String text, Object argument) {
      logger.debug(text + " {}", argument);
    }

    @Override
    public void info(String text, Object argument) {
      logger.info(text + " {}", argument);
    }

    @Override
    public void warn(String text, Object argument) {
      logger.warn(text + " {}", argument);
    }

    @Override
    public void error(String text, @Nullable Throwable thrown) {
      logger.error(text, thrown);
    }
  }

  /** Log4j's own. */
  record Log4j(org.apache.logging.log4j.Logger logger) implements Voice {
    @Override
    public void debug(String text, Object argument) {
      logger.debug(text + " {}", argument);
    }

    @Override
    public void info(String text, Object argument) {
      logger.info(text + " {}", argument);
    }

    @Override
    public void warn(String text, Object argument) {
      logger.warn(text + " {}", argument);
    }

    @Override
    public void error(String text, @Nullable Throwable thrown) {
      logger.error(text, thrown);
    }
  }

  /** The JDK's. */
  record Jul(java.util.logging.Logger logger) implements Voice {
    @Override
    public void debug(String text, Object argument) {
      logger.log(Level.FINE, text + " {0}", argument);
    }

    @Override
    public void info(String text, Object argument) {
      logger.log(Level.INFO, text + " {0}", argument);
    }

    @Override
    public void warn(String text, Object argument) {
      logger.log(Level.WARNING, text + " {0}", argument);
    }

    @Override
    public void error(String text, @Nullable Throwable thrown) {
      logger.log(Level.SEVERE, text, thrown);
    }
  }
}
