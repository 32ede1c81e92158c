/// Policy tests: files `*.test.js`, run test by test in sessions of their own, and the snapshots
/// kept beside them.
package dev.thplab.runtime.policytest;
