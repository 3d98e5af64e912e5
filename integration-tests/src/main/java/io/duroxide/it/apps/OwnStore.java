package io.duroxide.it.apps;

import io.duroxide.provider.Provider;
import io.duroxide.provider.ProviderAdmin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A provider of a user's own around another one; its class belongs to any class loader. */
final class OwnStore implements InvocationHandler {

  private final String name;
  private final Object store;
  private final ClassLoader loader;

  private OwnStore(String name, Object store, ClassLoader loader) {
    this.name = name;
    this.store = store;
    this.loader = loader;
  }

  static Provider around(Provider store, String name, ClassLoader loader) {
    return proxy(Provider.class, new OwnStore(name, store, loader));
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "name" -> name;
      case "admin" ->
          proxy(ProviderAdmin.class, new OwnStore(name, ((Provider) store).admin(), loader));
      default -> passOn(method, arguments);
    };
  }

  private Object passOn(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, OwnStore handler) {
    return type.cast(Proxy.newProxyInstance(handler.loader, new Class<?>[] {type}, handler));
  }
}
