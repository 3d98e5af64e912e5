package io.duroxide.it.apps;

/** An application without the runtime. */
public final class HelloApp {

  private HelloApp() {}

  public static void main(String[] args) {
    System.out.println("Hello");
  }
}
