package io.duroxide.telemetry;

import io.duroxide.telemetry.log.AgentLog;
import io.duroxide.telemetry.status.AgentStatus;
import io.duroxide.telemetry.status.StatusFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Answers a tool that asks by attaching, because there is no endpoint it could ask. */
final class StatusAnswer {

  /** Followed by the format, a colon and the file for the answer. */
  static final String REQUEST = "status:";

  private StatusAnswer() {}

  static void write(String request) {
    try {
      int colon = request.indexOf(':', REQUEST.length());
      String format = request.substring(REQUEST.length(), colon).toUpperCase(Locale.ROOT);
      answer(StatusFormat.valueOf(format), Path.of(request.substring(colon + 1)));
    } catch (Throwable failure) {
      AgentLog.warn("cannot answer a question for the status", failure);
    }
  }

  /** Only into a new file of the tool's: a wrong path must not cost anybody a file. */
  private static void answer(StatusFormat format, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > 0) {
      throw new IOException(file + " is no empty file");
    }
    AgentStatus status = StatusReport.now();
    if (status != null) {
      Files.writeString(file, format.write(status), StandardOpenOption.WRITE);
    }
  }
}
