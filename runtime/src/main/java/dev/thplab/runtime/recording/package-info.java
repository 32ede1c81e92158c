/// Recordings of decisions about folio orders, and their replay against other policies.
///
/// A machine is deterministic: where the recorded answers decide, the same program asks the same
/// questions again. So a recording holds what was decided, not all that a policy may read, and
/// another policy is asked in the shadow of the recorded answers.
package dev.thplab.runtime.recording;
