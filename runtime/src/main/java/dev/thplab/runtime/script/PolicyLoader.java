package dev.thplab.runtime.script;

import dev.thplab.runtime.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/// Loads one policy's text into one prepared context: evaluates the module, checks its exports,
/// binds its contract.
final class PolicyLoader {
  private static final int MAX_NAME_LENGTH = 80;
  private static final String HEAP_USED_UP = ": used up the Java heap while loading";

  private final Context context;
  private final GuestSide guest;
  private final PolicyFile file;
  private final Source source;
  private final ModuleFiles files;
  private final CallWatch watch;

  /// Makes the loader of `file` into a context in which `guest` was evaluated.
  PolicyLoader(
      Context context,
      GuestSide guest,
      PolicyFile file,
      Source source,
      ModuleFiles files,
      CallWatch watch) {
    this.context = context;
    this.guest = guest;
    this.file = file;
    this.source = source;
    this.files = files;
    this.watch = watch;
  }

  ScriptContext load(Map<String, Object> overrides, PolicyMemory memory) {
    RefusedText.check(file);
    RefusedImports.check(file);
    watch.enter();
    try {
      context.resetLimits();
      return bind(evaluate(), overrides, memory);
    } catch (PolyglotException e) {
      throw new PolicyLoadException(broken(e));
    } catch (OutOfMemoryError e) {
      throw new PolicyLoadException(file.name() + HEAP_USED_UP, e);
    } finally {
      watch.leave();
    }
  }

  private Value evaluate() {
    try {
      return context.eval(source);
    } catch (PolyglotException e) {
      if (isRefusedImport(e)) {
        throw new PolicyLoadException(
            locationOf(files.refused())
                + ": cannot import \""
                + Texts.oneLine(files.refused(), 80)
                + "\"; a policy can import \"thp\" only");
      }
      throw e;
    }
  }

  private ScriptContext bind(Value exports, Map<String, Object> overrides, PolicyMemory memory) {
    Contract contract = Contracts.find(file.name(), exportedText(exports, "contract"));
    Value function = export(exports, contract.function());
    if (function == null) {
      throw fail("no export \"" + contract.function() + "\", which " + contract.id() + " wants");
    }
    requireFunction(contract, contract.function(), function);
    String policyName =
        export(exports, "name") == null ? file.stem() : exportedText(exports, "name");
    Value options = options(export(exports, "options"), overrides);
    GuestMemory.Declared declared = maps(exports, contract);
    List<Object> arguments = new ArrayList<>();
    Collections.addAll(arguments, lab(exports, contract), function, options, guest.kernel());
    contract.hookNames().forEach(hook -> arguments.add(hook(exports, contract, hook)));
    Collections.addAll(arguments, export(exports, "tick"), declared.maps());
    Value adapter = context.eval(GuestSide.forOne(contract.adapter(), file));
    Value made = declared(() -> adapter.execute(arguments.toArray()));
    ScriptHooks hooks = new ScriptHooks(contract, made);
    memory.declare(file, policyName, declared.shapes(), hooks.tickPeriodNs > 0);
    return new ScriptContext(
        context,
        made.canExecute() ? made : made.getMember("dispatch"),
        hooks,
        isPrecomputed(exports, contract),
        guest,
        Texts.oneLine(policyName, MAX_NAME_LENGTH),
        contract,
        GuestError.location(function, file));
  }

  private GuestMemory.Declared maps(Value exports, Contract contract) {
    Value maps = export(exports, "maps");
    requireOwner("lab/1", isLab(contract), "maps", maps, contract);
    return declared(() -> guest.memory().declare(maps));
  }

  private boolean isPrecomputed(Value exports, Contract contract) {
    Value precomputed = export(exports, "precomputed");
    if (precomputed == null) {
      return false;
    }
    requireOwner("mthp_ext", contract.decidesAhead(), "precomputed", precomputed, contract);
    if (!precomputed.isBoolean()) {
      throw fail("the export \"precomputed\" is not true or false");
    }
    return precomputed.asBoolean();
  }

  /// Refuses an export that only policies of another contract, `owner`, may have.
  private void requireOwner(
      String owner, boolean isOwner, String name, Value exported, Contract contract) {
    if (exported != null && !isOwner) {
      throw fail(
          "only a policy of %s has an export \"%s\", not one of %s"
              .formatted(owner, name, contract.id()));
    }
  }

  private static boolean isLab(Contract contract) {
    return contract.function().equals("getSuggestedOrder");
  }

  /// What the adapter is given, with the fields that the policy wants to see: those of its own
  /// contract, or of the one that it names in the export "sees".
  private Value lab(Value exports, Contract contract) {
    Contract seen = contract;
    Value sees = export(exports, "sees");
    requireOwner("lab/1", isLab(contract), "sees", sees, contract);
    if (sees != null) {
      seen = Contracts.find(file.name(), exportedText(exports, "sees"));
    }
    long fields = QueryFields.seenBy(seen);
    return guest
        .query()
        .getMember("labSeeing")
        .execute((int) fields, (int) (fields >>> Integer.SIZE));
  }

  /// A function that the policy may leave out, or null.
  private Value hook(Value exports, Contract contract, String name) {
    Value function = export(exports, name);
    if (function != null) {
      requireFunction(contract, name, function);
    }
    return function;
  }

  private void requireFunction(Contract contract, String name, Value value) {
    String kind = guest.prelude().getMember("kindOf").execute(value).asString();
    if (!kind.equals("function")) {
      throw fail(name + " is " + kind + "; " + contract.id() + " wants a function");
    }
  }

  private Value options(Value defaults, Map<String, Object> overrides) {
    String[] keys = overrides.keySet().toArray(String[]::new);
    Object[] values = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      Object value = overrides.get(keys[i]);
      if (defaults == null || !defaults.hasMember(keys[i])) {
        throw fail(
            "no option \""
                + keys[i]
                + "\""
                + (defaults == null
                    ? ""
                    : NearestName.question(keys[i], defaults.getMemberKeys())));
      }
      values[i] =
          switch (value) {
            case Number number -> number.doubleValue();
            case Boolean flag -> flag;
            case String text -> text;
            default ->
                throw new IllegalArgumentException(
                    "option " + keys[i] + " must be a number, a boolean or a string");
          };
    }
    return declared(
        () -> guest.prelude().getMember("mergeOptions").execute(defaults, keys, values));
  }

  /// Lets the guest look at what the policy declares; what it throws is for the user.
  private <T> T declared(Supplier<T> look) {
    try {
      return look.get();
    } catch (PolyglotException e) {
      if (e.isCancelled() || e.isResourceExhausted()) {
        throw e;
      }
      throw fail(GuestError.message(e).replaceFirst("^(Type|Range)Error: ", ""));
    }
  }

  private String exportedText(Value exports, String name) {
    Value value = export(exports, name);
    if (value == null) {
      throw fail(
          "no export \"contract\"; want: export const contract = \""
              + Contracts.ids().getFirst()
              + "\"; known: "
              + String.join(", ", Contracts.ids()));
    }
    if (!value.isString()) {
      throw fail("the export \"" + name + "\" is not a string");
    }
    return value.asString();
  }

  private Value export(Value exports, String name) {
    try {
      Value value = exports.getMember(name);
      return value == null || value.isNull() ? null : value;
    } catch (PolyglotException e) {
      if (e.isCancelled() || e.isResourceExhausted()) {
        throw e;
      }
      // A module that waits has exports without values.
      throw new PolicyLoadException(
          file.name() + ": did not finish loading: a policy cannot wait (top-level await)");
    }
  }

  /// Tells what broke the load, in one line.
  private String broken(PolyglotException e) {
    String where = GuestError.preciseLocation(e, file, file.name());
    CallWatch.Verdict verdict = watch.verdict();
    if (verdict != null) {
      return where
          + ": "
          + Failures.stalled(file.name(), where, watch.limits, verdict).reason()
          + ", while loading";
    }
    if (e.isResourceExhausted() && e.isCancelled()) {
      return where
          + ": more than "
          + watch.limits.statements()
          + " statements while loading; the limit is that of one call";
    }
    if (GuestError.isStackOverflow(e)) {
      return where + ": nested too deeply: used up the stack while loading";
    }
    if (e.isResourceExhausted()) {
      return where + HEAP_USED_UP;
    }
    String message = GuestError.message(e);
    if (message.contains("requested module 'thp'")) {
      return locationOf("thp") + ": " + message;
    }
    if (e.isSyntaxError()) {
      // The engine's message begins with a location of its own, which counts columns from 0.
      return where + ": " + message.replaceFirst("^(SyntaxError: ).*?:\\d+:\\d+ ", "$1");
    }
    return where + ": threw while loading: " + message;
  }

  private boolean isRefusedImport(PolyglotException e) {
    String message = e.getMessage();
    return files.refused() != null
        && message != null
        && (message.contains(files.refused()) || message.contains("Cannot find module"));
  }

  private String locationOf(String text) {
    int index = file.text().indexOf(text);
    return index < 0 ? file.name() : file.name() + ":" + lineOf(index);
  }

  private long lineOf(int index) {
    return 1 + file.text().substring(0, index).chars().filter(c -> c == '\n').count();
  }

  private PolicyLoadException fail(String what) {
    return new PolicyLoadException(file.name() + ": " + what);
  }
}
