package io.duroxide.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.ApplicationException;
import io.duroxide.DurableFuture;
import io.duroxide.OperationFailedException;
import io.duroxide.OrchestrationContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanOutTest extends Example {

  // guide: fan-out
  int countWords(OrchestrationContext ctx, int pages) {
    var counts =
        IntStream.range(0, pages)
            .mapToObj(page -> ctx.activity("count-page", page, Integer.class)) // all start here
            .toList();
    return ctx.all(counts).await().stream().mapToInt(Integer::intValue).sum();
  }

  // end

  @Test
  void all_sumsUp() {
    activities.register("count-page", Integer.class, (ctx, page) -> 100 + page);
    orchestrations.register("count-words", Integer.class, this::countWords);
    startNode();
    client.start("w", "count-words", 50);
    assertThat(client.waitForOutput("w", Integer.class, PATIENCE)).isEqualTo(50 * 100 + 49 * 25);
  }

  // guide: race
  String firstQuote(OrchestrationContext ctx, String item) {
    var near = ctx.activity("ask-near", item, String.class);
    var far = ctx.activity("ask-far", item, String.class);
    var late = ctx.timer(Duration.ofMinutes(10));
    var race = ctx.any(near, far, late).await(); // the two others are cancelled
    return race.wonBy(late) ? "nobody answered" : String.valueOf(race.value());
  }

  // end

  @Test
  void any_firstWins() {
    activities.register("ask-near", String.class, (ctx, item) -> "12 EUR for " + item);
    activities.register(
        "ask-far",
        String.class,
        (ctx, item) -> {
          new CountDownLatch(1).await(); // until it is cancelled
          return "never";
        });
    orchestrations.register("first-quote", String.class, this::firstQuote);
    startNode();
    client.start("q", "first-quote", "nails");
    assertThat(client.waitForOutput("q", String.class, PATIENCE)).isEqualTo("12 EUR for nails");
  }

  // guide: async-blocks
  String prepare(OrchestrationContext ctx, List<String> dishes) {
    List<DurableFuture<String>> ready =
        dishes.stream()
            .map(
                dish ->
                    ctx.async(
                        () -> { // several steps each; the blocks go on side by side
                          try {
                            String raw = ctx.activity("buy", dish, String.class).await();
                            return ctx.activity("cook", raw, String.class).await();
                          } catch (OperationFailedException soldOut) {
                            return "no " + dish;
                          }
                        }))
            .toList();
    return String.join(", ", ctx.all(ready).await());
  }

  // end

  @Test
  void asyncBlocks_haveTheirOwnErrors() {
    activities.register(
        "buy",
        String.class,
        (ctx, dish) -> {
          if (dish.equals("fish")) {
            throw ApplicationException.permanent("sold out", "SOLD_OUT");
          }
          return "raw " + dish;
        });
    activities.register("cook", String.class, (ctx, raw) -> "cooked " + raw);
    orchestrations.register(
        "prepare", String[].class, (ctx, dishes) -> prepare(ctx, List.of(dishes)));
    startNode();
    client.start("d", "prepare", List.of("soup", "fish"));
    assertThat(client.waitForOutput("d", String.class, PATIENCE))
        .isEqualTo("cooked raw soup, no fish");
  }
}
