package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that may not have as many threads as it wants: the work waits, and is not blamed. */
@Timeout(300)
class ThreadLimitTest {

  private static final int INSTANCES = 300;
  private static final int THREADS = 90;

  /** Another user, as the limit does not bind root, and copies of the classes that it may read. */
  @Test
  void moreWaitingInstancesThanThreads_allComplete(@TempDir Path directory) throws Exception {
    assumeTrue(canBecomeAnotherUser(), "needs root and setpriv to limit the threads of a process");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    copyClassPath(directory);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "ulimit -u %d; exec %s -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s/*:%s/classes'"
                .formatted(THREADS, java, directory, directory)
            + " "
            + ThreadLimitedNode.class.getName()
            + " "
            + INSTANCES;
    Process process =
        new ProcessBuilder("setpriv", "--reuid=54321", "--clear-groups", "bash", "-c", command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("completed " + INSTANCES);
  }

  private static boolean canBecomeAnotherUser() throws InterruptedException {
    try {
      return new ProcessBuilder("setpriv", "--reuid=54321", "--clear-groups", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noSuchTool) {
      return false;
    }
  }

  private static void copyClassPath(Path directory) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : List.of(classPath.split(File.pathSeparator))) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        copyTree(path, directory.resolve("classes"));
      } else if (Files.exists(path)) {
        Files.copy(path, directory.resolve(path.getFileName()));
      }
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.exists(target)) {
          Files.copy(file, target);
        }
      }
    }
  }
}
