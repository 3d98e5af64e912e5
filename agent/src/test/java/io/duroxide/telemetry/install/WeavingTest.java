package io.duroxide.telemetry.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duroxide.telemetry.bootstrap.Bridge;
import io.duroxide.telemetry.child.FakeProvider;
import io.duroxide.telemetry.child.RecordingSink;
import io.duroxide.telemetry.install.InstallReport.Row;
import io.duroxide.telemetry.install.InstallReport.State;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a woven method tells, and that the application never notices. */
class WeavingTest {

  private static final String ENGINE = "io.duroxide.telemetry.install.FakeEngine";
  private static final JoinPoint TURN =
      new JoinPoint(ENGINE, "turn", JoinPoints.TABLE.get(0).descriptor(), "TurnAdvice", "");
  private static final JoinPoint ACTIVITY =
      new JoinPoint(ENGINE, "activity", JoinPoints.TABLE.get(1).descriptor(), "ActivityAdvice", "");

  private final RecordingSink sink = new RecordingSink();
  private final List<String> failures = new ArrayList<>();
  private final InstallReport report = new InstallReport();

  @BeforeEach
  void connect() {
    Bridge.connect(new TestHooks(sink, failures));
    Bridge.use(sink);
  }

  @Test
  void joinPointsAreToldThoseThatWereKnownAndThoseFoundLater() throws Exception {
    List<String> told = new ArrayList<>();
    report.expect(TURN);
    report.follow(told::add);
    assertThat(woven(ACTIVITY)).isNotNull();
    report.applied(TURN);
    report.expect(new JoinPoint(ENGINE, "later", "()V", "TurnAdvice", ""));
    assertThat(told).containsExactly("FakeEngine#turn", "FakeEngine#activity", "FakeEngine#later");
  }

  @Test
  void aCommittedTurnTellsAllOfItsOutcome() throws Exception {
    invoke(woven(TURN), "turn", 5, null);

    assertThat(sink.events)
        .containsExactly(
            "turnStarted 5",
            "turnEnded 7 5 COMMITTED i 2 pay 1.0 CLIENT parent p 1 true 3 4 5 7 6 FAILED"
                + " APPLICATION UNSPECIFIED [a.B, c.D] no false 1");
  }

  @Test
  void aTurnWithoutParentOriginAndErrorHasNullsThere() throws Exception {
    invoke(woven(TURN), "turn", 0, null);

    assertThat(sink.events.get(1))
        .isEqualTo(
            "turnEnded 7 0 COMMITTED i 2 pay 1.0 null null null 0 true 3 4 5 7 6 RUNNING null null"
                + " null null false 1");
  }

  @Test
  void aTurnThatThrowsIsToldAndThrowsOn() throws Exception {
    Object engine = woven(TURN);

    assertThatThrownBy(() -> invoke(engine, "turn", -1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slot");
    assertThat(sink.events).hasSize(2);
    assertThat(sink.events.get(1)).startsWith("turnEnded 7 -1 null null 0 null");
  }

  @Test
  void anActivityTellsAllOfItsOutcome() throws Exception {
    invoke(woven(ACTIVITY), "activity", 3, FakeProvider.activity());

    assertThat(sink.events)
        .containsExactly(
            "activityStarted 3",
            "activityEnded 8 3 FAILED i 1 2 charge null 1 1 11 13 APPLICATION UNSPECIFIED"
                + " [a.B, c.D] E7 no true 2");
  }

  @Test
  void aBrokenSinkIsCountedAndTheApplicationGoesOn() throws Exception {
    sink.broken = true;

    Object outcome = invoke(woven(TURN), "turn", 5, null);

    assertThat(outcome).isNotNull();
    assertThat(failures).hasSize(2).allMatch(line -> line.startsWith("FakeEngine#turn"));
    assertThat(sink.events).containsOnly("adviceFailed FakeEngine#turn broken sink").hasSize(2);
  }

  @Test
  void aMissingMethodIsReportedAndTheOthersAreWoven() throws Exception {
    JoinPoint gone = new JoinPoint(ENGINE, "vanished", "()V", "TurnAdvice", "");
    JoinPoint changed = new JoinPoint(ENGINE, "untouched", "(I)V", "TurnAdvice", "");

    Object engine = woven(TURN, gone, changed);

    assertThat(report.states())
        .containsEntry("FakeEngine#turn", State.APPLIED)
        .containsEntry("FakeEngine#vanished", State.MISSING)
        .containsEntry("FakeEngine#untouched", State.MISMATCHED);
    assertThat(report.incomplete()).isTrue();
    assertThat(report.summary())
        .isEqualTo(
            "join points: 0 pending, 1 applied, 1 mismatched, 1 missing; FakeEngine#untouched"
                + " mismatched; FakeEngine#vanished missing");
    assertThat(report.rows())
        .contains(
            new Row("FakeEngine#turn", State.APPLIED, "", ""),
            new Row("FakeEngine#vanished", State.MISSING, "", ENGINE + " has no such method"),
            new Row("FakeEngine#untouched", State.MISMATCHED, "", "it is ()I, expected is (I)V"));
    assertThat(invoke(engine, "untouched")).isEqualTo(42);
  }

  @Test
  void anUnreadableClassIsLeftAlone() {
    TargetTransformer transformer = transformer(TURN);

    byte[] result = transformer.transform(null, ENGINE.replace('.', '/'), null, null, new byte[3]);

    assertThat(result).isNull();
    assertThat(report.count(State.MISMATCHED)).isEqualTo(1);
  }

  @Test
  void otherClassesAndNamelessOnesAreLeftAlone() {
    TargetTransformer transformer = transformer(TURN);

    assertThat(transformer.transform(null, "java/lang/String", null, null, new byte[3])).isNull();
    assertThat(transformer.transform(null, null, null, null, new byte[3])).isNull();
  }

  private TargetTransformer transformer(JoinPoint... rows) {
    TargetTransformer transformer = new TargetTransformer(report, loader -> {});
    transformer.add(List.of(new Target(ENGINE, List.of(rows), true)));
    return transformer;
  }

  private Object woven(JoinPoint... rows) throws Exception {
    Class<?> type = new WeavingLoader(transformer(rows)).define(FakeEngine.class);
    return instantiate(type);
  }

  private static Object instantiate(Class<?> type) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static @Nullable Object invoke(
      Object engine, String method, @Nullable Object... arguments) throws Exception {
    for (Method each : engine.getClass().getDeclaredMethods()) {
      if (each.getName().equals(method)) {
        each.setAccessible(true);
        try {
          return each.invoke(engine, arguments);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(method);
  }
}
