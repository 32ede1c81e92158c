package dev.thplab.sim.policy;

import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A policy that is attached: the struct_ops link of the series.
public final class Attachment {
  private final int link;
  private final TreeMap<Integer, DecisionCounts> countsByPid = new TreeMap<>();
  private AttachRequest request;

  Attachment(int link, AttachRequest request) {
    this.link = link;
    this.request = request;
  }

  /// Makes an independent copy with `policy`, the copy of the other's.
  Attachment(Attachment other, OrderPolicy policy) {
    this(other.link, other.request.with(policy));
    other.countsByPid.forEach((pid, counts) -> countsOf(pid).add(counts));
  }

  /// Identity in the machine, from 1, never reused.
  public int link() {
    return link;
  }

  public String name() {
    return request.name();
  }

  public Scope scope() {
    return request.scope();
  }

  public PolicyMode mode() {
    return request.mode();
  }

  /// Whether policies below it may be attached under [Composition#ALLOW_OVERRIDE].
  public boolean allowsOverride() {
    return request.allowOverride();
  }

  /// The policy in force, which an update replaces.
  public OrderPolicy policy() {
    return request.policy();
  }

  void replace(AttachRequest update) {
    request = update;
  }

  /// What it answered, by pid; an update keeps it.
  public SequencedMap<Integer, DecisionCounts> counts() {
    return Collections.unmodifiableSequencedMap(countsByPid);
  }

  /// What it answered, all processes together.
  public DecisionCounts total() {
    DecisionCounts total = new DecisionCounts();
    countsByPid.values().forEach(total::add);
    return total;
  }

  DecisionCounts countsOf(int pid) {
    return countsByPid.computeIfAbsent(pid, _ -> new DecisionCounts());
  }
}
