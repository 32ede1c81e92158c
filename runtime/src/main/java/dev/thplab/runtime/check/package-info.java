/// What can be said of a policy without a workload: it is asked an invented set of questions, and
/// its habits are named.
package dev.thplab.runtime.check;
