package io.duroxide.telemetry.child;

/** An application that has nothing to do with any engine. */
public final class Hello {

  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
