package io.duroxide.telemetry.metrics;

import io.duroxide.telemetry.status.AgentStatus.MetricUse;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The label sets of one metric, each built once: by the values of its open labels, then by the
 * ordinals of its closed ones. Finding a known set allocates nothing.
 *
 * @param <C> what is kept for each set
 */
final class LabelSets<C> {

  /** Stands for every value past a limit. */
  static final String OTHER = "__other__";

  /** Told how many values were folded. */
  interface DropListener {
    void dropped(String metric, String label);
  }

  private final Metric metric;
  private final LabelLimits limits;
  private final DropListener drops;
  private final int maxSets;
  private final List<Label> openLabels;
  private final List<Label> closedLabels;
  private final int combinations;
  private final Function<Attributes, C> factory;
  private final Collection<C> cells = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sets = new AtomicInteger();
  private final Node root;

  /**
   * @param maxSets limit of label sets: past it, even known names are folded in new combinations
   * @param factory makes what is kept for a set; what it makes may be thrown away unused
   */
  LabelSets(
      Metric metric,
      LabelLimits limits,
      int maxSets,
      DropListener drops,
      Function<Attributes, C> factory) {
    this.metric = metric;
    this.limits = limits;
    this.maxSets = maxSets;
    this.drops = drops;
    this.factory = factory;
    this.openLabels = metric.labels().stream().filter(Label::isOpen).toList();
    this.closedLabels = metric.labels().stream().filter(label -> !label.isOpen()).toList();
    this.combinations =
        closedLabels.stream().mapToInt(label -> label.values().size()).reduce(1, (a, b) -> a * b);
    this.root = new Node(List.of());
  }

  /** The index of a combination of two closed values. */
  int at(LabelValue first, LabelValue second) {
    return first.index() * closedLabels.get(1).values().size() + second.index();
  }

  C of(int closed) {
    return set(root, closed);
  }

  C of(String name, int closed) {
    return set(child(root, name), closed);
  }

  C of(String first, String second, int closed) {
    return set(child(child(root, first), second), closed);
  }

  C of(String first, String second, String third) {
    return set(child(child(child(root, first), second), third), 0);
  }

  /** What is kept for each set so far. */
  Collection<C> all() {
    return Collections.unmodifiableCollection(cells);
  }

  MetricUse use() {
    return new MetricUse(metric.name(), sets.get(), maxSets);
  }

  /** What is kept for this label set; null if it was never asked for, by this very name. */
  @Nullable C known(String name, int closed) {
    Node known = root.children.get(name);
    return known == null ? null : known.sets.get(closed);
  }

  /** Whether this label set was asked for, by this very name. */
  boolean knows(String name, int closed) {
    return known(name, closed) != null;
  }

  /** Whether this label set was asked for, by these very names. */
  boolean knows(String first, String second, int closed) {
    Node parent = root.children.get(first);
    Node known = parent == null ? null : parent.children.get(second);
    return known != null && known.sets.get(closed) != null;
  }

  /** Whether this label set would be let in, and was never asked for. */
  boolean isNew(String name, int closed) {
    return isNew(root, name, closed);
  }

  /** Whether this label set would be let in, and was never asked for. */
  boolean isNew(String first, String second, int closed) {
    Node known = root.children.get(first);
    if (known == null) {
      known = admitted(root, first) ? root.child(first) : null;
    }
    return known != null && isNew(known, second, closed);
  }

  private boolean isNew(Node node, String last, int closed) {
    Node known = node.children.get(last);
    return known == null
        ? sets.get() < maxSets && admitted(node, last)
        : known.sets.get(closed) == null && sets.get() < maxSets;
  }

  private boolean admitted(Node node, String value) {
    // A name that had to be cleaned is left alone: it would look new for ever.
    return LabelText.clean(value).equals(value) && limits.admits(label(node), parent(node), value);
  }

  private Node child(Node node, String value) {
    Node known = node.children.get(value);
    return known != null ? known : admit(node, value);
  }

  private Node admit(Node node, String value) {
    String clean = LabelText.clean(value);
    if (!clean.equals(OTHER) && !limits.admits(label(node), parent(node), clean)) {
      drops.dropped(metric.name(), label(node).key());
      clean = OTHER;
    }
    return node.child(clean);
  }

  private Label label(Node node) {
    return openLabels.get(node.path.size());
  }

  private String parent(Node node) {
    return node.path.isEmpty() ? "" : node.path.get(node.path.size() - 1);
  }

  private C set(Node node, int closed) {
    C known = node.sets.get(closed);
    return known != null ? known : create(node, closed);
  }

  private C create(Node node, int closed) {
    if (!node.isOther() && sets.get() >= maxSets) {
      drops.dropped(metric.name(), openLabels.get(0).key());
      Node other = root;
      for (int i = 0; i < openLabels.size(); i++) {
        other = other.child(OTHER);
      }
      return set(other, closed);
    }
    C cell = factory.apply(labels(node, closed));
    if (node.sets.compareAndSet(closed, null, cell)) {
      sets.incrementAndGet();
      cells.add(cell);
    }
    return node.sets.get(closed);
  }

  private Attributes labels(Node node, int closed) {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = 0; i < openLabels.size(); i++) {
      attributes.put(openLabels.get(i).key(), node.path.get(i));
    }
    int rest = closed;
    for (int i = closedLabels.size() - 1; i >= 0; i--) {
      List<String> values = closedLabels.get(i).values();
      attributes.put(closedLabels.get(i).key(), values.get(rest % values.size()));
      rest /= values.size();
    }
    return attributes.build();
  }

  /** What is known below a prefix of open values. */
  private final class Node {
    private final List<String> path;
    private final Map<String, Node> children = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<C> sets;

    private Node(List<String> path) {
      this.path = path;
      this.sets = new AtomicReferenceArray<>(path.size() == openLabels.size() ? combinations : 0);
    }

    private Node child(String value) {
      return children.computeIfAbsent(
          value,
          name -> {
            List<String> childPath = new ArrayList<>(path);
            childPath.add(name);
            return new Node(List.copyOf(childPath));
          });
    }

    private boolean isOther() {
      return path.stream().allMatch(OTHER::equals);
    }
  }
}
