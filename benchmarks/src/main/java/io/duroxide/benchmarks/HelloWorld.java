package io.duroxide.benchmarks;

/** The least a JVM can do. */
public final class HelloWorld {

  private HelloWorld() {}

  public static void main(String[] args) {
    System.out.println("Hello, world");
  }
}
