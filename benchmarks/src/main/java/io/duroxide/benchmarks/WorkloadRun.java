package io.duroxide.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measured JVM: node, store and driver in one. Arguments: the store's file, the prefix of the
 * instances' ids, then the load.
 */
public final class WorkloadRun {

  private WorkloadRun() {}

  public static void main(String[] args) throws Exception {
    List<String> arguments = Arrays.asList(args);
    Load load = Load.fromArguments(arguments.subList(2, arguments.size()));
    // A fresh SqliteProvider syncs every commit to the disk.
    try (Provider provider = SqliteProvider.open(Path.of(args[0]));
        DuroxideRuntime runtime = start(provider, load)) {
      Driver driver = new Driver(new DuroxideClient(provider), load, args[1]);
      long[] ignored = driver.run(load.warmUpSeconds());
      long cpu = cpuNanos();
      long start = System.nanoTime();
      long[] latencies = driver.run(load.seconds());
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(result(load, latencies, seconds, (cpuNanos() - cpu) / 1e9).toLine());
    }
  }

  private static DuroxideRuntime start(Provider provider, Load load) {
    RuntimeOptions options =
        RuntimeOptions.builder()
            .orchestrationSlots(load.orchestrationSlots())
            .activitySlots(load.activitySlots())
            .pollTimeout(load.paced() ? Duration.ofMillis(100) : Duration.ofSeconds(30))
            .build();
    return DuroxideRuntime.start(
        provider,
        load.workload().orchestrations(),
        Workload.activities(load.delayMillis()),
        options);
  }

  private static RunResult result(Load load, long[] latencies, double seconds, double cpu) {
    return new RunResult(
        latencies.length,
        seconds,
        (double) latencies.length * load.tasks(),
        cpu,
        Medians.percentile(latencies, 0.50) / 1e6,
        Medians.percentile(latencies, 0.95) / 1e6,
        Medians.percentile(latencies, 0.99) / 1e6,
        residentKiB() / 1024.0,
        liveHeapBytes() / 1024.0 / 1024.0);
  }

  /** As Linux counts it; 0 elsewhere. */
  private static double residentKiB() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException elsewhere) {
      return 0;
    }
  }

  private static long liveHeapBytes() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
