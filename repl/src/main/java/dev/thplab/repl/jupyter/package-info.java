/// The Jupyter kernel: the session of the shell behind the Jupyter messaging protocol 5.4
/// (https://jupyter-client.readthedocs.io/en/stable/messaging.html).
package dev.thplab.repl.jupyter;
