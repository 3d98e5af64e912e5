package io.duroxide.telemetry.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table against the runtime it is written for. */
class JoinPointsTest {

  static List<JoinPoint> rows() {
    return JoinPoints.TABLE;
  }

  static List<JoinPoint> logRows() {
    List<JoinPoint> rows = new ArrayList<>(LogJoinPoints.ENGINE);
    rows.addAll(LogJoinPoints.BACKENDS);
    return rows;
  }

  static List<JoinPoint> providerRows() {
    List<JoinPoint> rows = ProviderRows.of(Provider.class, Provider.class.getName());
    rows.addAll(ProviderRows.of(ProviderAdmin.class, ProviderAdmin.class.getName()));
    return rows;
  }

  @ParameterizedTest
  @MethodSource({"rows", "logRows", "providerRows"})
  void everyRowMatchesExactlyOnce(JoinPoint row) throws Exception {
    ClassLoader loader = getClass().getClassLoader();
    Class<?> type = Class.forName(row.className(), false, loader);
    long matches =
        TypeDescription.ForLoadedType.of(type).getDeclaredMethods().stream()
            .filter(method -> matches(row, method))
            .count();
    assertThat(matches).isEqualTo(1);
    assertThat(Class.forName(row.adviceClass(), false, loader)).isNotNull();
  }

  private static boolean matches(JoinPoint row, MethodDescription method) {
    return row.matches(method.getInternalName(), method.getDescriptor());
  }
}
