/// Why a page has what it has: the decisions that concerned it, what is mapped there, and what
/// would change it.
///
/// Start reading at [Why#of]. It needs a [DecisionLog] that listened to the machine:
///
/// ```java
/// DecisionLog log = new DecisionLog(DecisionLog.DEFAULT_CAPACITY);
/// log.listenTo(machine);
/// // ... the machine runs ...
/// Why why = Why.of(machine, log, pid, address);
/// why.text();  // for people
/// why.asMap(); // for tools: strings, numbers, booleans, lists and maps
/// ```
package dev.thplab.runtime.explain;
