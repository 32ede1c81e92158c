package dev.thplab.sim.policy;

import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.task.Cgroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// The policies that are attached to a machine, and what each address space makes of them.
///
/// Each change works out anew what decides for each address space and leaves it there, so that a
/// fault reads one field. A change takes effect between two questions.
public final class Attachments {
  private final List<Mm> mms;
  private final TreeMap<Integer, Attachment> byLink = new TreeMap<>();
  private Composition composition = Composition.GLOBAL_OVERRIDES;
  private int lastLink;
  private ConflictTally conflicts;

  /// Makes an empty set over the address spaces of a machine, a list that changes with it.
  public Attachments(List<Mm> mms) {
    this.mms = mms;
  }

  /// Makes an independent copy for a copy of the machine. A policy that is attached twice is copied
  /// once.
  public Attachments(Attachments other, List<Mm> mms) {
    this(mms);
    List<OrderPolicy> originals = new ArrayList<>();
    List<OrderPolicy> copies = new ArrayList<>();
    for (Attachment attachment : other.byLink.values()) {
      int i = originals.indexOf(attachment.policy());
      if (i < 0) {
        i = originals.size();
        originals.add(attachment.policy());
        copies.add(attachment.policy().copy());
      }
      byLink.put(attachment.link(), new Attachment(attachment, copies.get(i)));
    }
    composition = other.composition;
    lastLink = other.lastLink;
    conflicts = other.conflicts == null ? null : other.conflicts.copy();
    bindAll();
  }

  /// How policies that cover one process combine: [Composition#GLOBAL_OVERRIDES] at first.
  public Composition composition() {
    return composition;
  }

  /// Changes how policies combine, at once for all that are attached.
  public void setComposition(Composition composition) {
    this.composition = composition;
    bindAll();
  }

  /// Counts from now on the questions about which acting policies that cover one process disagree:
  /// two of them have an opinion, and not the same, on an order that sysfs enables. To know,
  /// dormant policies are asked as well, without effect; what they remember of that they would not
  /// know otherwise.
  public void countConflicts() {
    conflicts = new ConflictTally();
    bindAll();
  }

  /// Questions about which policies disagreed; 0 where [#countConflicts] was not asked for. Who won
  /// is in [DecisionCounts#won] and [DecisionCounts#lost].
  public long conflicts() {
    return conflicts == null ? 0 : conflicts.questions();
  }

  /// What is attached, in the order in which it was.
  public List<Attachment> all() {
    return List.copyOf(byLink.values());
  }

  /// The attachment with a link number, or null if there is none.
  public Attachment find(int link) {
    return byLink.get(link);
  }

  /// Attaches a policy; `target` is the address space of a process scope, else null. Returns its
  /// link number or a negated errno, see [dev.thplab.sim.Machine#attach(AttachRequest)].
  public int attach(AttachRequest request, Mm target, long nowNs) {
    int error = request.mode().isShadow() ? 0 : refusal(request, target);
    if (error != 0 || isTaken(request, target)) {
      return error != 0 ? error : -Errno.EBUSY;
    }
    Attachment attachment = new Attachment(++lastLink, request);
    byLink.put(lastLink, attachment);
    if (target != null) {
      target.setPolicyLink(request.mode().isShadow(), lastLink);
    }
    bindAll();
    request.policy().attached(nowNs);
    return lastLink;
  }

  /// One acting policy and one shadow a scope, and of process scopes one an address space.
  private boolean isTaken(AttachRequest request, Mm target) {
    boolean shadow = request.mode().isShadow();
    if (target != null) {
      return target.policyLink(shadow) != 0;
    }
    return find(request.scope(), shadow) != null;
  }

  private int refusal(AttachRequest request, Mm target) {
    Attachment global = find(Scope.GLOBAL, false);
    if (composition == Composition.GLOBAL_OVERRIDES && global != null) {
      return -Errno.EBUSY;
    }
    if (composition == Composition.ALLOW_OVERRIDE) {
      Attachment above = above(request.scope(), target);
      return above == null || above.allowsOverride() ? 0 : -Errno.EPERM;
    }
    return 0;
  }

  /// The acting policy next above a scope, or null. A program's processes may be anywhere, so only
  /// the global one is above it.
  private Attachment above(Scope scope, Mm target) {
    Attachment nearest = null;
    if (scope instanceof Scope.Pid) {
      nearest = find(new Scope.Comm(target.owner().comm()), false);
    }
    String path =
        switch (scope) {
          case Scope.Pid _ -> target.cgroup().path() + "/";
          case Scope.CgroupTree tree -> tree.path();
          case Scope.Comm _, Scope.Global _ -> "";
        };
    while (nearest == null && path.length() > 1) {
      path = path.substring(0, Math.max(1, path.lastIndexOf('/')));
      nearest = find(new Scope.CgroupTree(path), false);
    }
    boolean hasAbove = nearest == null && !scope.equals(Scope.GLOBAL);
    return hasAbove ? find(Scope.GLOBAL, false) : nearest;
  }

  private Attachment find(Scope scope, boolean shadow) {
    for (Attachment attachment : byLink.values()) {
      if (attachment.scope().equals(scope) && attachment.mode().isShadow() == shadow) {
        return attachment;
      }
    }
    return null;
  }

  /// Replaces the policy of a link; see [dev.thplab.sim.Machine#update(int, AttachRequest)].
  public int update(int link, AttachRequest request, long nowNs) {
    Attachment attachment = byLink.get(link);
    if (attachment == null) {
      return -Errno.ENOENT;
    }
    Scope scope = attachment.scope();
    boolean bothPids = request.scope() instanceof Scope.Pid && scope instanceof Scope.Pid;
    boolean sameScope = bothPids || request.scope().equals(scope);
    if (!sameScope || request.mode().isShadow() != attachment.mode().isShadow()) {
      return -Errno.EINVAL;
    }
    attachment.policy().detached(nowNs);
    request.policy().succeed(attachment.policy());
    attachment.replace(request);
    bindAll();
    request.policy().attached(nowNs);
    return 0;
  }

  /// Takes a policy away; see [dev.thplab.sim.Machine#detach].
  public int detach(int link, long nowNs) {
    Attachment attachment = byLink.remove(link);
    if (attachment == null) {
      return -Errno.ENOENT;
    }
    boolean shadow = attachment.mode().isShadow();
    for (Mm mm : mms) {
      if (mm.policyLink(shadow) == link) {
        mm.setPolicyLink(shadow, 0);
      }
    }
    bindAll();
    attachment.policy().detached(nowNs);
    return 0;
  }

  /// Works out anew what decides for an address space.
  public void bind(Mm mm) {
    mm.setPolicy(effective(mm));
  }

  /// What decides for an address space, its shadows included, or null for the kernel alone. Asking
  /// it counts.
  public OrderPolicy effective(Mm mm) {
    return EffectivePolicy.of(composition, of(mm), mm.owner().pid(), conflicts);
  }

  private void bindAll() {
    mms.forEach(this::bind);
  }

  /// The policies that cover an address space.
  public ProcessPolicies of(Mm mm) {
    int pid = mm.owner().pid();
    List<Attachment> spared = new ArrayList<>();
    List<Attachment> acting = new ArrayList<>();
    for (Attachment attachment : inScope(mm, false)) {
      (attachment.mode().includes(pid) ? acting : spared).add(attachment);
    }
    List<Attachment> asked = composition.asked(acting);
    List<Attachment> dormant = new ArrayList<>(acting);
    dormant.removeAll(asked);
    return new ProcessPolicies(asked, dormant, inScope(mm, true), spared);
  }

  /// Those in whose scope an address space is, from leaf to root.
  private List<Attachment> inScope(Mm mm, boolean shadow) {
    List<Attachment> leafToRoot = new ArrayList<>();
    if (byLink.isEmpty()) {
      return leafToRoot;
    }
    leafToRoot.add(byLink.get(mm.policyLink(shadow)));
    leafToRoot.add(find(new Scope.Comm(mm.owner().comm()), shadow));
    for (Cgroup cgroup = mm.cgroup(); cgroup != null; cgroup = cgroup.parent()) {
      leafToRoot.add(find(new Scope.CgroupTree(cgroup.path()), shadow));
    }
    leafToRoot.add(find(Scope.GLOBAL, shadow));
    leafToRoot.removeIf(Objects::isNull);
    return leafToRoot;
  }
}
