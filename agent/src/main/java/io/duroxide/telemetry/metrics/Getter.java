package io.duroxide.telemetry.metrics;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls a method by its name, on objects of classes the agent cannot link to: one without
 * parameters, or with a text. The method is looked for in public classes and interfaces:
 * implementations are often hidden.
 */
public final class Getter {

  private final String name;
  private final MethodType shape;
  private volatile @Nullable Resolved resolved;

  private record Resolved(Class<?> type, MethodHandle handle) {}

  /** For {@link #get(Object)}. */
  public Getter(String name) {
    this(name, MethodType.methodType(Object.class, Object.class));
  }

  private Getter(String name, MethodType shape) {
    this.name = name;
    this.shape = shape;
  }

  /** For {@link #get(Object, String)}. */
  public static Getter byText(String name) {
    return new Getter(name, MethodType.methodType(Object.class, Object.class, String.class));
  }

  /** What the method returned; what it throws comes out as it is. */
  public Object get(Object target) throws Throwable {
    return handle(target.getClass()).invokeExact(target);
  }

  /** What the method returned for a text. */
  public @Nullable Object get(Object target, String argument) throws Throwable {
    return handle(target.getClass()).invokeExact(target, argument);
  }

  long number(Object target) throws Throwable {
    return ((Number) get(target)).longValue();
  }

  private MethodHandle handle(Class<?> type) throws ReflectiveOperationException {
    Resolved known = resolved;
    if (known == null || known.type() != type) {
      known = new Resolved(type, resolve(type));
      resolved = known;
    }
    return known.handle();
  }

  private MethodHandle resolve(Class<?> type) throws ReflectiveOperationException {
    Method method = find(type);
    if (method == null) {
      throw new NoSuchMethodException(type.getName() + "." + name + shape.dropParameterTypes(0, 1));
    }
    return MethodHandles.publicLookup().unreflect(method).asType(shape);
  }

  private Class<?>[] parameters() {
    return shape.dropParameterTypes(0, 1).parameterArray();
  }

  private @Nullable Method find(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    if (Modifier.isPublic(type.getModifiers())) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals(name)
            && Arrays.equals(method.getParameterTypes(), parameters())
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
