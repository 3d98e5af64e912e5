package io.duroxide.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How to start a child JVM. Each method returns a changed copy, so that one base command serves
 * many runs.
 *
 * @param environment on top of this process's own, which is cleaned first
 * @param main the main class and its arguments
 */
public record JvmCommand(
    Jdk jdk,
    List<String> jvmArguments,
    List<Path> classPath,
    Map<String, String> environment,
    List<String> main) {

  public static JvmCommand on(Jdk jdk) {
    return new JvmCommand(jdk, List.of(), List.of(), Map.of(), List.of());
  }

  public JvmCommand agent(Path jar) {
    return jvmArgument("-javaagent:" + jar);
  }

  public JvmCommand agent(Path jar, Object argument) {
    return jvmArgument("-javaagent:" + jar + "=" + argument);
  }

  public JvmCommand property(String key, Object value) {
    return jvmArgument("-D" + key + "=" + value);
  }

  public JvmCommand jvmArgument(String argument) {
    return new JvmCommand(jdk, plus(jvmArguments, List.of(argument)), classPath, environment, main);
  }

  public JvmCommand classPathAppend(Collection<Path> entries) {
    return new JvmCommand(jdk, jvmArguments, plus(classPath, entries), environment, main);
  }

  /** Puts entries where they win over the others. */
  public JvmCommand classPathPrepend(Collection<Path> entries) {
    return new JvmCommand(jdk, jvmArguments, plus(entries, classPath), environment, main);
  }

  public JvmCommand environment(String name, Object value) {
    Map<String, String> changed = new TreeMap<>(environment);
    changed.put(name, value.toString());
    return new JvmCommand(jdk, jvmArguments, classPath, changed, main);
  }

  public JvmCommand main(Class<?> mainClass, Object... arguments) {
    return start(List.of(mainClass.getName()), arguments);
  }

  /** Starts the main class of a jar instead. */
  public JvmCommand jar(Path jar, Object... arguments) {
    return start(List.of("-jar", jar.toString()), arguments);
  }

  private JvmCommand start(List<String> what, Object... arguments) {
    List<String> words = new ArrayList<>(what);
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new JvmCommand(jdk, jvmArguments, classPath, environment, words);
  }

  public ChildJvm start() {
    ProcessBuilder builder = new ProcessBuilder(line());
    // Settings of whoever runs the build must not leak in, and JAVA_TOOL_OPTIONS alone would
    // already print a line to stderr.
    builder.environment().keySet().removeIf(JvmCommand::influencesJvms);
    builder.environment().putAll(environment);
    try {
      return ChildJvm.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", line()), e);
    }
  }

  private static boolean influencesJvms(String name) {
    return name.startsWith("OTEL_")
        || name.startsWith("DUROXIDE_")
        || name.endsWith("JAVA_OPTIONS")
        || name.endsWith("JAVA_TOOL_OPTIONS");
  }

  private List<String> line() {
    List<String> line = new ArrayList<>(List.of(jdk.java().toString()));
    line.addAll(jvmArguments);
    if (!classPath.isEmpty()) {
      line.add("-cp");
      line.add(
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    line.addAll(main);
    return line;
  }

  private static <T> List<T> plus(Collection<T> first, Collection<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }
}
