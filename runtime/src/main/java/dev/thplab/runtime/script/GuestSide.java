package dev.thplab.runtime.script;

import dev.thplab.runtime.Resources;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/// What the sandbox's own scripts made in a fresh context, before any policy text.
///
/// @param prelude what prelude.js made
/// @param query what query.js made
/// @param kernel what kernel.js made
/// @param memory the maps and the random numbers
record GuestSide(Value prelude, Value query, Value kernel, GuestMemory memory) {
  private static final Source PRELUDE = internal("prelude.js");
  private static final Source QUERY = internal("query.js");
  private static final Source RANDOM = internal("random.js");
  private static final Source KERNEL = internal("kernel.js");
  private static final Source GLOBALS = internal("globals.js");
  private static final Source TEXTS = internal("texts.js");
  private static final Source IMPORT_THP =
      ScriptContext.internal("import-thp.js", "import \"thp\";", true);

  /// Evaluates the scripts. What runs at each question is evaluated under a name of its own for
  /// each policy text, which keeps it monomorphic when one engine runs many policies.
  static GuestSide evaluate(Context context, QueryView view, PolicyFile file) {
    Value prelude =
        context.eval(PRELUDE).execute(view.ints, view.doubles, view.texts.texts, view.badAnswer);
    Value lab = prelude.getMember("lab");
    Value query = context.eval(QUERY).execute(lab, QueryView.words());
    Value bindRandom = context.eval(RANDOM).execute();
    Value declareMaps = context.eval(forOne("maps.js", file)).execute(lab);
    Value kernel = context.eval(KERNEL).execute(lab);
    context.eval(IMPORT_THP);
    context.eval(TEXTS).executeVoid(context.eval(GLOBALS).execute());
    return new GuestSide(prelude, query, kernel, new GuestMemory(bindRandom, declareMaps));
  }

  /// Makes the source of a resource for one policy text.
  static Source forOne(String resource, PolicyFile file) {
    return ScriptContext.internal(
        resource + "#" + file.sha256(), Resources.text(GuestSide.class, resource), false);
  }

  private static Source internal(String resource) {
    return ScriptContext.internal(resource, Resources.text(GuestSide.class, resource), false);
  }
}
