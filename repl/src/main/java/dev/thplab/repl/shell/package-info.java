/// The interactive shell: JavaScript lines, dot commands and the words of a Unix shell, over one
/// [dev.thplab.runtime.session.Session].
package dev.thplab.repl.shell;
