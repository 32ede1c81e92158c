package dev.thplab.runtime.words;

/// A word that does something.
@FunctionalInterface
interface Command {
  void run(Call call);
}
