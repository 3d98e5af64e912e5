package io.duroxide.telemetry.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the boot loader there is nothing but the JDK. */
class BootstrapClassesTest {

  @ParameterizedTest
  @ValueSource(classes = {Bridge.class, AgentHooks.class, TelemetrySink.class, LogSink.class})
  void refersOnlyToTheJdkAndItsNeighbours(Class<?> type) throws Exception {
    List<String> foreign = new ArrayList<>();
    Remapper collector =
        new Remapper(net.bytebuddy.jar.asm.Opcodes.ASM9) {
          @Override
          public String map(String name) {
            if (!name.startsWith("java/lang/")
                && !name.startsWith("io/duroxide/telemetry/bootstrap/")) {
              foreign.add(name);
            }
            return name;
          }
        };
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      new ClassReader(in.readAllBytes())
          .accept(new ClassRemapper(new ClassWriter(0), collector), 0);
    }
    assertThat(foreign).isEmpty();
  }
}
