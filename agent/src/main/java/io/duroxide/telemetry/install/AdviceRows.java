package io.duroxide.telemetry.install;

import io.duroxide.telemetry.bootstrap.Bridge;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** One advice, and the rows that say which methods it goes into. */
final class AdviceRows implements Advice.ExceptionHandler {

  private static final String BRIDGE = Type.getInternalName(Bridge.class);

  private final Advice advice;
  private final List<JoinPoint> rows;

  AdviceRows(Advice advice, List<JoinPoint> rows) {
    this.advice = advice.withExceptionHandler(this);
    this.rows = rows;
  }

  Advice advice() {
    return advice;
  }

  @Nullable JoinPoint row(String method, String descriptor) {
    for (JoinPoint row : rows) {
      if (row.matches(method, descriptor)) {
        return row;
      }
    }
    return null;
  }

  /** Failures are counted under the name of the row. */
  @Override
  public StackManipulation resolve(MethodDescription method, TypeDescription type) {
    JoinPoint row = Objects.requireNonNull(row(method.getInternalName(), method.getDescriptor()));
    return new CallOfBridge(row.title());
  }

  /** Hands over the exception that is on the stack. */
  private static final class CallOfBridge extends StackManipulation.AbstractBase {

    private final String instrumentation;

    CallOfBridge(String instrumentation) {
      this.instrumentation = instrumentation;
    }

    @Override
    public Size apply(MethodVisitor visitor, Implementation.Context context) {
      visitor.visitLdcInsn(instrumentation);
      visitor.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          BRIDGE,
          "adviceFailed",
          "(Ljava/lang/Throwable;Ljava/lang/String;)V",
          false);
      return new Size(-1, 1);
    }
  }
}
