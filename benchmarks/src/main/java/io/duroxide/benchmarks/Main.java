package io.duroxide.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The command line: the name of a harness, then its options. */
public final class Main {

  private static final String USAGE =
      "usage: run overhead|throughput|stress|growth|startup|memory|jmh [options]; see benchmarks/README.md";

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      throw new IllegalArgumentException(USAGE);
    }
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    switch (args[0]) {
      case "throughput" -> Throughput.run(new Options(rest), Throughput.SHAPES);
      case "stress" -> Throughput.run(new Options(rest), Throughput.STRESS);
      case "growth" -> Growth.run(new Options(rest));
      case "startup" -> Startup.run(new Options(rest));
      case "memory" -> Memory.run(new Options(rest));
      default -> throw new IllegalArgumentException(USAGE);
    }
  }
}
