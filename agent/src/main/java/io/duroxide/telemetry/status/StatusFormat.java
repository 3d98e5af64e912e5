package io.duroxide.telemetry.status;

import java.util.Locale;

/** How a status is written. */
public enum StatusFormat {
  JSON("application/json; charset=utf-8"),
  TEXT("text/plain; charset=utf-8");

  private final String contentType;

  StatusFormat(String contentType) {
    this.contentType = contentType;
  }

  /** For HTTP. */
  public String contentType() {
    return contentType;
  }

  /** As it is written in addresses and options. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The complete document, with a line end. */
  public String write(AgentStatus status) {
    return this == JSON ? StatusJson.of(status) : StatusText.of(status);
  }
}
