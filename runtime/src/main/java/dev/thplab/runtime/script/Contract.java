package dev.thplab.runtime.script;

import java.util.List;
import java.util.Optional;

/// A revision of the policy interface: which function a policy exports, what it is given and what
/// its answers mean.
///
/// The meaning is in the adapter, a script that is given the policy's function and makes of it a
/// `dispatch` without arguments, and of the hooks that the host calls functions under their names;
/// the host needs to know nothing else. A new contract is one adapter and one entry of [Contracts].
///
/// @param id what a policy writes: `export const contract = "lab/1"`
/// @param lifeCycle how far it may be relied on
/// @param function name of the export that the fault path calls
/// @param hooks further functions that a policy may export
/// @param manual what it is, for people
/// @param adapter resource beside this class; null when removed
public record Contract(
    String id,
    LifeCycle lifeCycle,
    String function,
    List<Hook> hooks,
    Manual manual,
    String adapter) {

  public Contract {
    hooks = List.copyOf(hooks);
  }

  /// A function that a policy may export.
  ///
  /// @param at when it is called
  public record Hook(String name, HookPoint at) {}

  /// A contract for people to read.
  ///
  /// @param posted version and date on the mailing list
  /// @param arguments what the functions are called with
  /// @param returns what an answer means
  /// @param want the answers it takes, in a few words for messages
  /// @param sees what a policy can know of the question
  /// @param note the trap, or what differs from the kernel
  /// @param history its changes, oldest first
  public record Manual(
      String posted,
      String arguments,
      String returns,
      String want,
      String sees,
      String note,
      List<String> history) {
    public Manual {
      history = List.copyOf(history);
    }
  }

  /// The names of the functions that a policy may export, beside [#function].
  public List<String> hookNames() {
    return hooks.stream().map(Hook::name).toList();
  }

  /// Whether a policy may still be loaded that was written against it.
  public boolean isOffered() {
    return !(lifeCycle instanceof LifeCycle.RemovedIn);
  }

  /// Whether its policies also say which address spaces khugepaged may have on its list.
  boolean asksAboutMms() {
    return id.equals("rfc-v4") || id.equals("v6");
  }

  /// Whether its policies may decide when they scan, so that the fault only looks up.
  boolean decidesAhead() {
    return id.equals("mthp_ext");
  }

  /// What to tell whoever loads a policy of this contract.
  public Optional<String> warning() {
    return lifeCycle instanceof LifeCycle.DeprecatedSince
        ? Optional.of("contract " + id + " is " + lifeCycle.describe())
        : Optional.empty();
  }
}
