package io.duroxide.replay;

import io.duroxide.ErrorDetails;
import org.jspecify.annotations.Nullable;

/** How the orchestration function ended. */
public sealed interface CodeResult {

  record Returned(@Nullable String output) implements CodeResult {}

  record Threw(ErrorDetails error) implements CodeResult {}

  record ContinueAsNew(@Nullable String version, @Nullable String input) implements CodeResult {}
}
