package io.duroxide.examples.tour.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The telemetry contract as data: {@code docs/metrics-contract.txt}, and what OpenTelemetry adds
 * about the JVM.
 */
public record Contract(List<ContractRow> rows) {

  private static final List<String> FILES =
      List.of("metrics-contract.txt", "metrics-contract-jvm.txt");

  public Contract {
    rows = List.copyOf(rows);
  }

  /**
   * @param directory the one of the documentation
   */
  public static Contract read(Path directory) throws IOException {
    List<ContractRow> rows = new ArrayList<>();
    for (String file : FILES) {
      for (String line : Files.readAllLines(directory.resolve(file))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(ContractRow.parse(line));
        }
      }
    }
    return new Contract(rows);
  }

  /** The same as it is scraped. */
  public Contract scraped() {
    return new Contract(rows.stream().map(ContractRow::scraped).toList());
  }
}
