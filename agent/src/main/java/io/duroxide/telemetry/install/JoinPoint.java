package io.duroxide.telemetry.install;

/**
 * One method that is instrumented.
 *
 * @param className binary name of the class that declares it
 * @param method {@code <init>} for constructors
 * @param descriptor of the method; one that ends with {@code )} leaves the return type open
 * @param advice simple name of the class in {@code io.duroxide.telemetry.advice}
 * @param feeds what stands still without it
 * @param title how it is called in reports and logs
 */
record JoinPoint(
    String className, String method, String descriptor, String advice, String feeds, String title) {

  private static final String ADVICE_PACKAGE = "io.duroxide.telemetry.advice.";

  JoinPoint(String className, String method, String descriptor, String advice, String feeds) {
    this(className, method, descriptor, advice, feeds, title(className, method));
  }

  static String title(String className, String method) {
    return className.substring(className.lastIndexOf('.') + 1) + '#' + method;
  }

  boolean matches(String name, String actualDescriptor) {
    return method.equals(name)
        && (descriptor.endsWith(")")
            ? actualDescriptor.startsWith(descriptor)
            : actualDescriptor.equals(descriptor));
  }

  String adviceClass() {
    return ADVICE_PACKAGE + advice;
  }
}
