package io.duroxide.examples.toygres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duroxide.examples.toygres.cms.Cms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToygresTest {

  @Test
  void aSecondRunFinishesWhatTheFirstLeft(@TempDir Path directory) throws Exception {
    run(directory, "--rate=10", "--duration=1s");
    try (Cms cms = Cms.open(directory.resolve("cms.db"))) {
      assertThat(cms.instances()).isNotEmpty();
      CountDownLatch stop = new CountDownLatch(1);
      CompletableFuture<Void> second =
          CompletableFuture.runAsync(() -> start(directory, stop, "--rate=0", "--keep-running"));
      try {
        await().atMost(Duration.ofSeconds(30)).until(() -> cms.instances().isEmpty());
      } finally {
        stop.countDown();
        second.join();
      }
    }
  }

  private static void run(Path directory, String... args) {
    start(directory, new CountDownLatch(1), args);
  }

  private static void start(Path directory, CountDownLatch stop, String... args) {
    String[] all = new String[args.length + 3];
    System.arraycopy(args, 0, all, 0, args.length);
    all[args.length] = "--data-dir=" + directory;
    all[args.length + 1] = "--failure-rate=0";
    all[args.length + 2] = "--time-scale=0.005";
    try {
      new Toygres(ToygresOptions.parse(all), stop).live();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
