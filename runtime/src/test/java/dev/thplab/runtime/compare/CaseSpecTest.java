package dev.thplab.runtime.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.KernelProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseSpecTest {
  @Test
  void aPresetNamesItself() {
    CaseSpec spec = CaseSpec.parse("mthp-64k");
    assertThat(spec.name()).isEqualTo("mthp-64k");
    assertThat(spec.sysfs())
        .isEqualTo(Map.of("enabled", "never", "hugepages-64kB/enabled", "always"));
  }

  @Test
  void aNamedCaseTakesPathsOfSysfsAPolicyItsOptionsAndMemory() {
    CaseSpec spec =
        CaseSpec.parse(
            "mine:enabled=always,khugepaged/max_ptes_none=0,memory=2G,policy=a/b.js,options.x=7");
    assertThat(spec.name()).isEqualTo("mine");
    assertThat(spec.sysfs())
        .isEqualTo(Map.of("enabled", "always", "khugepaged/max_ptes_none", "0"));
    assertThat(spec.memoryBytes()).hasValue(2L << 30);
    PolicySpec policy = spec.policies().policies().getFirst();
    assertThat(policy.path()).isEqualTo("a/b.js");
    assertThat(policy.options()).isEqualTo(Map.of("x", "7"));
    assertThat(policy.isPlain()).isTrue();
  }

  @Test
  void aNamedCaseMayExtendAPreset() {
    CaseSpec spec =
        CaseSpec.parse("mine:hugepages-64kB/enabled=never,preset=mthp-64k,defrag=defer");
    assertThat(spec.sysfs())
        .isEqualTo(
            Map.of("enabled", "never", "hugepages-64kB/enabled", "never", "defrag", "defer"));
  }

  @Test
  void aNamedCaseMayHaveAKernelOfItsOwn() {
    assertThat(CaseSpec.parse("new:kernel-profile=7.2,enabled=always").kernelProfile())
        .hasValue(KernelProfile.LINUX_7_2);
    assertThat(CaseSpec.parse("new:enabled=always").kernelProfile()).isEmpty();
    assertThatThrownBy(() -> CaseSpec.parse("new:kernel-profile=7.3"))
        .hasMessage(
            "case 'new': kernel-profile (7.3) must be one of 6.12, 6.18, 7.2, did you mean '7.2'?");
  }

  @Test
  void anUnknownPresetIsAnsweredWithTheNearestAndAll() {
    assertThatThrownBy(() -> CaseSpec.parse("allways"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown preset 'allways', did you mean 'always'?; presets are never, madvise, always,"
                + " mthp-64k; others are written name:key=value,...");
  }

  @Test
  void anUnknownKeyIsAnsweredWithTheNearestAndAll() {
    assertThatThrownBy(() -> CaseSpec.parse("mine:hugepages-64KB/enable=always"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "case 'mine': unknown key 'hugepages-64KB/enable', did you mean"
                + " 'hugepages-64kB/enabled'?; keys are preset, policy, policy-scope, policy-mode,"
                + " policy-allow-override, policy-composition, policy-conflicts, memory,"
                + " kernel-profile,")
        .hasMessageEndingWith(
            "hugepages-<16 to 2048>kB/enabled, options.<name>, policy.<name>, cgroup.<program>");
  }

  @Test
  void anUnknownValueIsAnsweredWithWhatTheFileTakes() {
    assertThatThrownBy(() -> CaseSpec.parse("mine:enabled=sometimes"))
        .hasMessageContaining("enabled (sometimes) must be one of always, madvise, never");
    assertThatThrownBy(() -> CaseSpec.parse("mine:khugepaged/max_ptes_none=512"))
        .hasMessageContaining("khugepaged/max_ptes_none (512) must be in [0, 511]");
    assertThatThrownBy(() -> CaseSpec.parse("mine:memory=1M"))
        .hasMessageContaining("memory (1M) must be between 4 MiB and 4 TiB");
    assertThatThrownBy(() -> CaseSpec.parse("mine:memory=lots"))
        .hasMessageContaining("'lots' must be a size");
  }

  @Test
  void aCaseMustHaveANameAndPairs() {
    assertThatThrownBy(() -> CaseSpec.parse("enabled=always"))
        .hasMessage("case 'enabled=always' must have a name: 'mine:enabled=always'");
    assertThatThrownBy(() -> CaseSpec.parse(":enabled=always"))
        .hasMessageContaining("must have a name before ':'");
    assertThatThrownBy(() -> CaseSpec.parse("mine:")).hasMessageContaining("must be key=value");
    assertThatThrownBy(() -> CaseSpec.parse("mine:always"))
        .hasMessage("case 'mine': 'always' must be key=value");
    assertThatThrownBy(() -> CaseSpec.parse("mine:enabled="))
        .hasMessage("case 'mine': key 'enabled' must have a value");
    assertThatThrownBy(() -> CaseSpec.parse("mine:enabled=always,enabled=never"))
        .hasMessage("case 'mine': key 'enabled' is given twice");
    assertThatThrownBy(() -> CaseSpec.parse("mine:options.x=1"))
        .hasMessageContaining("options need a policy=FILE");
  }

  @Test
  void twoCasesCannotShareAName() {
    assertThatThrownBy(() -> CaseSpec.parseAll(List.of("never", "always", "never")))
        .hasMessageContaining("case 'never' is given twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mthp-64k",
        "a:preset=always,policy=a.js,options.x=1",
        "a:enabled=always,memory=64M,kernel-profile=7.2,policy-composition=veto,policy=a.js,"
            + "policy-scope=comm:redis,policy.b=b.js,policy.b-mode=canary:10%,"
            + "policy.b-options.share=0.5,policy.b-allow-override=yes,cgroup.redis=/db",
        "a:enabled=never,policy=a.js,policy-mode=shadow,policy.b=b.js,policy-conflicts=off"
      })
  void readsItsOwnText(String text) {
    CaseSpec spec = CaseSpec.parse(text);
    assertThat(CaseSpec.parse(spec.text())).isEqualTo(spec);
  }
}
