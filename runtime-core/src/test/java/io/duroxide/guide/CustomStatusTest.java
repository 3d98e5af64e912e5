package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.OrchestrationContext;
import io.duroxide.provider.InstanceInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomStatusTest extends Example {

  // guide: custom-status
  record Progress(int done, int all) {}

  String importFiles(OrchestrationContext ctx, int files) {
    for (int file = 1; file <= files; file++) {
      ctx.activity("import-file", file, Integer.class).await();
      ctx.setCustomStatus(new Progress(file, files));
    }
    return "imported";
  }

  // end

  @Test
  void client_followsTheProgress() {
    List<Progress> shown = new ArrayList<>();
    activities.register("import-file", Integer.class, (ctx, file) -> file);
    orchestrations.register("import-files", Integer.class, this::importFiles);
    startNode();
    client.start("i", "import-files", 5);
    // guide: custom-status-client
    long seen = 0;
    InstanceInfo info;
    do {
      info = client.waitForStatusChange("i", seen, Duration.ofMinutes(1));
      seen = info.customStatus().version();
      shown.add(client.customStatus("i", Progress.class));
    } while (!info.status().isEnd());
    // end
    assertThat(shown).last().isEqualTo(new Progress(5, 5));
  }
}
