package io.duroxide.telemetry.install;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;

/** Defines its own, woven copy of a class. */
final class WeavingLoader extends ClassLoader {

  private final TargetTransformer transformer;

  WeavingLoader(TargetTransformer transformer) {
    super(WeavingLoader.class.getClassLoader());
    this.transformer = transformer;
  }

  Class<?> define(Class<?> original) throws IOException {
    String name = original.getName();
    String internalName = name.replace('.', '/');
    try (InputStream in = requireNonNull(getResourceAsStream(internalName + ".class"))) {
      byte[] bytes = in.readAllBytes();
      byte[] woven = requireNonNull(transformer.transform(this, internalName, null, null, bytes));
      return defineClass(name, woven, 0, woven.length);
    }
  }
}
