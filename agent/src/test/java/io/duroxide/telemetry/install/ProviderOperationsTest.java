package io.duroxide.telemetry.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import io.duroxide.telemetry.metrics.MetricCatalogue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names of the provider's methods are label values, and with them API. */
class ProviderOperationsTest {

  @Test
  void theListedOperationsAreTheMethodsThatAreWoven() {
    Set<String> methods =
        Stream.of(Provider.class, ProviderAdmin.class)
            .flatMap(contract -> ProviderRows.of(contract, contract.getName()).stream())
            .map(JoinPoint::method)
            .filter(method -> !method.equals("admin"))
            .map(method -> method.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(operations("duroxide_provider_operation_duration_seconds"))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(methods);
    assertThat(operations("duroxide_provider_errors_total"))
        .containsExactlyInAnyOrderElementsOf(methods);
  }

  private static List<String> operations(String metric) {
    return MetricCatalogue.all().stream()
        .filter(row -> row.name().equals(metric))
        .flatMap(row -> row.labels().stream())
        .filter(label -> label.key().equals("operation"))
        .findFirst()
        .orElseThrow()
        .values();
  }
}
