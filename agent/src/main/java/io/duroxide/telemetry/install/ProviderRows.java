package io.duroxide.telemetry.install;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The join points of a store, read off the interface it implements. */
final class ProviderRows {

  private static final Set<String> NOT_A_CALL = Set.of("name", "close");
  private static final String ITEMS = "io.duroxide.provider.";

  private ProviderRows() {}

  /** Rows for {@code className}, one for each method that {@code contract} declares. */
  static List<JoinPoint> of(Class<?> contract, String className) {
    List<JoinPoint> rows = new ArrayList<>();
    for (Method method : contract.getDeclaredMethods()) {
      if (!Modifier.isStatic(method.getModifiers())
          && !method.isSynthetic()
          && !NOT_A_CALL.contains(method.getName())) {
        rows.add(row(method, className));
      }
    }
    return rows;
  }

  private static JoinPoint row(Method method, String className) {
    String descriptor =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
    return new JoinPoint(
        className, method.getName(), descriptor, advice(method), "duroxide_provider_*");
  }

  private static String advice(Method method) {
    String result = method.getReturnType().getName();
    if (result.equals(ITEMS + "OrchestrationItem")) {
      return "ProviderFetchOrchestrationAdvice";
    }
    if (result.equals(ITEMS + "ActivityItem")) {
      return "ProviderFetchActivityAdvice";
    }
    if (result.equals(ITEMS + "ProviderAdmin")) {
      return "ProviderAdminAdvice";
    }
    if (result.equals("int")) {
      return "ProviderRowsAdvice";
    }
    return method.getName().startsWith("await") ? "ProviderAwaitAdvice" : "ProviderCallAdvice";
  }
}
