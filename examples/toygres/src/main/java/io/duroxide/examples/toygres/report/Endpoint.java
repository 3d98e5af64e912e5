package io.duroxide.examples.toygres.report;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Where a process shows its metrics. */
public final class Endpoint {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final HttpRequest request;

  public Endpoint(URI url) {
    this.request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Accept", "text/plain;version=0.0.4")
            .build();
  }

  /**
   * Asks once.
   *
   * @throws IOException if there is no answer, or not the one that was asked for
   * @throws ExpositionException if the answer is not in Prometheus' format
   */
  public Scrape scrape() throws IOException, InterruptedException {
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException(request.uri() + " does not answer", e);
    }
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + " answers with status " + response.statusCode());
    }
    return Scrape.parse(response.body());
  }
}
