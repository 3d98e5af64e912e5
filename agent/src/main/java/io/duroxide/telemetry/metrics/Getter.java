package io.duroxide.telemetry.metrics;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Calls a method without parameters by its name, on objects of classes the agent cannot link to.
 * The method is looked for in public classes and interfaces: implementations are often hidden.
 */
final class Getter {

  private final String name;
  private volatile @Nullable Resolved resolved;

  private record Resolved(Class<?> type, MethodHandle handle) {}

  Getter(String name) {
    this.name = name;
  }

  /** What the method returned; what it throws comes out as it is. */
  Object get(Object target) throws Throwable {
    Resolved known = resolved;
    if (known == null || known.type() != target.getClass()) {
      known = new Resolved(target.getClass(), resolve(target.getClass()));
      resolved = known;
    }
    return known.handle().invokeExact(target);
  }

  long number(Object target) throws Throwable {
    return ((Number) get(target)).longValue();
  }

  private MethodHandle resolve(Class<?> type) throws ReflectiveOperationException {
    Method method = find(type);
    if (method == null) {
      throw new NoSuchMethodException(type.getName() + "." + name + "()");
    }
    return MethodHandles.publicLookup()
        .unreflect(method)
        .asType(MethodType.methodType(Object.class, Object.class));
  }

  private @Nullable Method find(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    if (Modifier.isPublic(type.getModifiers())) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals(name)
            && method.getParameterCount() == 0
            && Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
          return method;
        }
      }
    }
    for (Class<?> parent : type.getInterfaces()) {
      Method method = find(parent);
      if (method != null) {
        return method;
      }
    }
    return find(type.getSuperclass());
  }
}
