package dev.thplab.repl.shell;

/// Takes what a shell says and forgets it.
class Silence implements Output {
  @Override
  public void value(String text) {}

  @Override
  public void problem(String text) {}

  @Override
  public int columns() {
    return 80;
  }
}
