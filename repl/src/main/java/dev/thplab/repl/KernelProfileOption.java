package dev.thplab.repl;

import dev.thplab.sim.KernelProfile;
import picocli.CommandLine.Option;

/// The option that says which Linux is simulated.
final class KernelProfileOption {
  static final class ProfileChoice extends Choice<KernelProfile> {
    ProfileChoice() {
      super(KernelProfile.values());
    }

    @Override
    String word(KernelProfile value) {
      return value.label();
    }
  }

  @Option(
      names = "--kernel-profile",
      paramLabel = "RELEASE",
      converter = ProfileChoice.class,
      description = "The Linux to behave like: 6.12, 6.18 or 7.2 (default: ${DEFAULT-VALUE}).")
  private KernelProfile profile = KernelProfile.defaultProfile();

  KernelProfile profile() {
    return profile;
  }
}
