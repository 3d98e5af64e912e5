package io.duroxide.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.client.DuroxideClient;
import io.duroxide.provider.sqlite.SqliteProvider;
import io.duroxide.registry.ActivityRegistry;
import io.duroxide.registry.OrchestrationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloTest {

  @Test
  void hello_oneActivity_completes(@TempDir Path dir) {
    var orchestrations =
        OrchestrationRegistry.builder()
            .register(
                "hello", String.class, (ctx, in) -> ctx.activity("greet", in, String.class).await())
            .build();
    var activities =
        ActivityRegistry.builder()
            .register("greet", String.class, (ctx, in) -> "hello " + in)
            .build();
    try (SqliteProvider provider = SqliteProvider.open(dir.resolve("db"));
        DuroxideRuntime runtime =
            DuroxideRuntime.start(provider, orchestrations, activities, RuntimeOptions.DEFAULT)) {
      DuroxideClient client = new DuroxideClient(provider);
      client.start("a", "hello", "world");
      assertThat(client.waitForOutput("a", String.class, Duration.ofSeconds(10)))
          .isEqualTo("hello world");
    }
  }
}
