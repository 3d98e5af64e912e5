package io.duroxide.telemetry.install;

import java.util.List;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.Implementation.Context.FrameGeneration;
import net.bytebuddy.implementation.auxiliary.AuxiliaryType.NamingStrategy.Enumerating;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts advice around the methods of one class. Without Byte Buddy's builder of types, which is made
 * for more than that: to load it would cost as much as all the weaving.
 */
final class AdviceVisitor extends ClassVisitor {

  private final TypeDescription type;
  private final List<AdviceRows> advice;
  private final TypePool pool;
  private final Implementation.Context context;

  AdviceVisitor(
      ClassVisitor next,
      ClassFileVersion version,
      TypeDescription type,
      List<AdviceRows> advice,
      TypePool pool) {
    super(OpenedClassReader.ASM_API, next);
    this.type = type;
    this.advice = advice;
    this.pool = pool;
    this.context =
        Implementation.Context.Disabled.Factory.INSTANCE.make(
            type,
            new Enumerating("none"),
            TypeInitializer.None.INSTANCE,
            version,
            version,
            FrameGeneration.GENERATE);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
    for (AdviceRows rows : advice) {
      if (rows.row(name, descriptor) != null) {
        visitor = rows.advice().wrap(type, method(name, descriptor), visitor, context, pool, 0, 0);
      }
    }
    return visitor;
  }

  private MethodDescription method(String name, String descriptor) {
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (method.getInternalName().equals(name) && method.getDescriptor().equals(descriptor)) {
        return method;
      }
    }
    throw new IllegalStateException(name + descriptor);
  }
}
