package io.duroxide.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the things compared: a class path and the options of its JVM. */
record Variant(String name, String classPath, List<String> jvmOptions) {

  /** This build, with the options that all variants get. */
  static Variant plain(Options options) {
    List<String> jvm = new ArrayList<>();
    // Logging is the application's choice; its cost is not measured here.
    jvm.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    jvm.addAll(options.all("jvm"));
    return new Variant("plain", System.getProperty("java.class.path"), jvm);
  }

  Variant withAgent(String newName, Path agent) {
    return new Variant(
        newName, classPath, withOptions(List.of("-javaagent:" + agent)).jvmOptions());
  }

  Variant withOptions(List<String> more) {
    List<String> jvm = new ArrayList<>(jvmOptions);
    jvm.addAll(more);
    return new Variant(name, classPath, jvm);
  }

  /** The same with the classes of another build first. */
  Variant withClasses(String newName, Path classes) {
    return new Variant(newName, classes + File.pathSeparator + classPath, jvmOptions);
  }

  List<String> command(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    return command;
  }
}
