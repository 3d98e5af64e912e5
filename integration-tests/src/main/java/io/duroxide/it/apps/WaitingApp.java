package io.duroxide.it.apps;

import java.io.IOException;

/** An application without the runtime that lives until its stdin ends. */
public final class WaitingApp {

  public static final String READY = "READY";

  private WaitingApp() {}

  public static void main(String[] args) throws IOException {
    System.out.println(READY);
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
  }
}
