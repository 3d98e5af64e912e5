package io.duroxide.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The literal values are API: nodes of two versions must agree on them. */
class TraceIdsTest {

  @Test
  void idsAreWhatTheyHaveAlwaysBeen() {
    assertThat(TraceIds.trace("order-1")).isEqualTo("65d933078bf1d90162707a3ec32a740b");
    assertThat(TraceIds.trace("")).isEqualTo("9c0f6c4ee14021d32d64fa293f808fb8");
    assertThat(TraceIds.trace("Bestellung-\u00fc-\ud83d\ude80"))
        .isEqualTo("82f25841743a1cae1d00a8355eadfb26");
    assertThat(TraceIds.execution("order-1", 1)).isEqualTo("6f4cedc22fe4c459");
    assertThat(TraceIds.execution("order-1", Long.MAX_VALUE)).isEqualTo("2486b25ad363b0c5");
    assertThat(TraceIds.turn("order-1", 1, 1)).isEqualTo("ea60e2e2117a06e7");
    assertThat(TraceIds.turn("order-1", 2, 17)).isEqualTo("5dce4dd3d92ebd6a");
    assertThat(TraceIds.activity("order-1", 1, 2, 0)).isEqualTo("1ce2074adc22a54f");
    assertThat(TraceIds.activity("order-1", 1, 2, 1)).isEqualTo("298cc91d6db1855b");
    assertThat(TraceIds.local("node-a", 1)).isEqualTo("4b520ebcb569dfb9");
  }

  @Test
  void anIdIsTheBeginningOfTheDocumentedHash() throws Exception {
    byte[] fields =
        ("T\0\0\0\7order-1" + "\0\0\0\0\0\0\0\2" + "\0\0\0\0\0\0\0\21")
            .getBytes(StandardCharsets.ISO_8859_1);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(fields));

    assertThat(TraceIds.turn("order-1", 2, 17)).isEqualTo(hash.substring(0, 16));
  }

  @Test
  void noTwoKindsAndNoTwoPlacesShareAnId() {
    Set<String> ids = new HashSet<>();
    int made = 0;
    for (String instance : new String[] {"", "a", "a1", "a\0", "A"}) {
      for (long first = 0; first < 12; first++) {
        ids.add(TraceIds.execution(instance, first));
        ids.add(TraceIds.local(instance, first));
        made += 2;
        for (long second = 0; second < 12; second++) {
          ids.add(TraceIds.turn(instance, first, second));
          ids.add(TraceIds.activity(instance, first, second, 0));
          made += 2;
        }
      }
    }
    assertThat(ids).hasSize(made);
  }

  @Test
  void idsAreHexAndNeverAllZero() {
    assertThat(TraceIds.trace("a")).matches("[0-9a-f]{32}");
    assertThat(TraceIds.execution("a", 1)).matches("[0-9a-f]{16}");
    assertThat(TraceIds.hex(new byte[32], 8)).isEqualTo("0000000000000001");
    assertThat(TraceIds.hex(new byte[32], 16)).isEqualTo("00000000000000000000000000000001");
  }
}
