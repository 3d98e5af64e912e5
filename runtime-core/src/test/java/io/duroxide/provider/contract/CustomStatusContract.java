package io.duroxide.provider.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.Limits;
import io.duroxide.provider.CustomStatus;
import io.duroxide.provider.ErrorKind;
import io.duroxide.provider.ExecutionStatus;
import org.junit.jupiter.api.Test;

/** What an instance says of its progress, and how clients notice that it is new. */
public abstract class CustomStatusContract extends ProviderContract {

  @Test
  void customStatus_newInstance_isNone() {
    create("a");
    assertThat(status("a")).isEqualTo(CustomStatus.NONE);
  }

  @Test
  void customStatus_unknownInstance_isNotFound() {
    assertThat(provider.awaitCustomStatus("nobody", 0, NO_WAIT)).isNull();
  }

  @Test
  void customStatus_setInTheFirstTurn_isVersionOne() {
    firstTurn("a").events(1).customStatus("\"half\"").send();
    assertThat(status("a")).isEqualTo(new CustomStatus("\"half\"", 1));
  }

  @Test
  void customStatus_reset_isNullWithANewVersion() {
    firstTurn("a").events(1).customStatus("\"half\"").send();
    turnOf("a").customStatus(null).send();
    assertThat(status("a")).isEqualTo(new CustomStatus(null, 2));
  }

  @Test
  void customStatus_turnWithoutOne_staysAsItIs() {
    firstTurn("a").events(1).customStatus("\"half\"").send();
    turnOf("a").events(2).send();
    assertThat(status("a")).isEqualTo(new CustomStatus("\"half\"", 1));
  }

  @Test
  void customStatus_eachCommitWithOne_countsUp() {
    create("a");
    for (int version = 1; version <= 3; version++) {
      turnOf("a").customStatus("1").send();
      assertThat(status("a")).isEqualTo(new CustomStatus("1", version));
    }
  }

  @Test
  void customStatus_failedCommit_staysAsItIs() {
    firstTurn("a").events(1).customStatus("1").send();
    Commit duplicate = turnOf("a").events(1).customStatus("2");
    assertFails(duplicate::send, ErrorKind.CONSTRAINT_VIOLATION);
    assertThat(status("a")).isEqualTo(new CustomStatus("1", 1));
  }

  @Test
  void customStatus_continuedAsNew_isKeptWithItsVersion() {
    firstTurn("a")
        .events(1)
        .customStatus("1")
        .status(ExecutionStatus.CONTINUED_AS_NEW, null)
        .send();
    assertThat(status("a")).isEqualTo(new CustomStatus("1", 1));
    turnOf("a").execution(2).events(1).send();
    assertThat(status("a")).isEqualTo(new CustomStatus("1", 1));
    turnOf("a").customStatus("2").send();
    assertThat(status("a")).isEqualTo(new CustomStatus("2", 2));
  }

  @Test
  void customStatus_instanceEnded_staysReadable() {
    firstTurn("a").events(1).customStatus("1").status(ExecutionStatus.FAILED, "e").send();
    assertThat(status("a")).isEqualTo(new CustomStatus("1", 1));
  }

  @Test
  void customStatus_ofOneInstance_isNotThatOfAnother() {
    create("b");
    firstTurn("a").events(1).customStatus("1").send();
    assertThat(status("b")).isEqualTo(CustomStatus.NONE);
  }

  @Test
  void customStatus_largestAllowed_roundTrips() {
    String large = "\"" + "ä".repeat(Limits.MAX_CUSTOM_STATUS_BYTES / 2 - 1) + "\"";
    firstTurn("a").events(1).customStatus(large).send();
    assertThat(status("a").value()).isEqualTo(large);
  }

  @Test
  void awaitCustomStatus_nothingNewerInTime_returnsWhatThereIs() {
    firstTurn("a").events(1).customStatus("1").send();
    assertThat(provider.awaitCustomStatus("a", 1, NO_WAIT)).isEqualTo(info("a"));
  }

  private CustomStatus status(String instance) {
    return info(instance).customStatus();
  }
}
