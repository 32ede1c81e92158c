/// The Linux kernel that thplab runs on, as the judge of the simulated one: scenarios are run on
/// it, and random ones are generated, run on both and shrunk when they differ.
///
/// [LiveKernel] runs scenarios; [Fuzz] looks for differences.
package dev.thplab.runtime.livekernel;
