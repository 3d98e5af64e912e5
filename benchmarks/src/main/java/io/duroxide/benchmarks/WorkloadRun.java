package io.duroxide.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.Provider;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.runtime.DuroxideRuntime;
import io.duroxide.runtime.RuntimeOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The measured JVM: node, store and driver in one. Arguments: the store's file, the prefix of the
 * instances' ids, then the load. Each line of the input asks for so many seconds of load, and is
 * answered with what they showed; the node ends with the input.
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
      BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        System.out.println(measure(driver, load, Integer.parseInt(line)).toLine());
      }
    }
  }

  private static RunResult measure(Driver driver, Load load, int seconds)
      throws InterruptedException {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    long[] latencies = driver.run(seconds);
    double elapsed = (System.nanoTime() - start) / 1e9;
    return result(load, latencies, elapsed, (cpuNanos() - cpu) / 1e9);
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
