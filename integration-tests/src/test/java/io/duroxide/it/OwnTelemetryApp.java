package io.duroxide.it;

import io.duroxide.it.apps.MiniApp;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;

/**
 * An application that brings its own OpenTelemetry, of another version, registers it globally as
 * many do, and relies on nobody having been there before. Arguments as for {@link MiniApp}.
 */
final class OwnTelemetryApp {

  private OwnTelemetryApp() {}

  public static void main(String[] args) {
    OpenTelemetrySdk own =
        OpenTelemetrySdk.builder()
            .setMeterProvider(SdkMeterProvider.builder().build())
            .buildAndRegisterGlobal();
    boolean stillOwn = GlobalOpenTelemetry.getMeterProvider() == own.getMeterProvider();
    String jar =
        OpenTelemetrySdk.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    System.out.println(jar.substring(jar.lastIndexOf('/') + 1) + " own=" + stillOwn);
    own.getMeterProvider().get("app").counterBuilder("hits").build().add(1);
    MiniApp.main(args);
  }
}
