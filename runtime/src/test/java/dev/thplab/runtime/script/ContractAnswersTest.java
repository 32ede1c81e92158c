package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each contract makes of a returned number.
///
/// The rows come from the mails: what the posted `get_suggested_order()`,
/// `bpf_hook_thp_get_orders()` and `bpf_mthp_choose()` do with it, followed by the sysfs mask,
/// which here enables every size.
class ContractAnswersTest {
  private static final ScriptHost HOST = new ScriptHost();

  /// `THP_ORDERS_ALL_ANON`.
  private static final int ALL_SIZES = 0x3fc;

  @AfterAll
  static void close() {
    HOST.close();
  }

  static ScriptPolicy returning(String contract, String expression) {
    return HOST.load(
        PolicyFile.of(
            "dir/p.js",
            """
            import * as thp from "thp"; export const contract = "%s";
            export function %s() { return %s; }
            """
                .formatted(contract, Contracts.of(contract).function(), expression)));
  }

  /// The orders that are left of an answer once sysfs has had its say.
  private static int left(ScriptPolicy policy, TvaType type, int offered, int enabled) {
    PolicyQuery query = Policies.question(type, offered);
    query.enabledOrders = enabled;
    int allowed = policy.allowedOrders(query) & enabled;
    assertThat(policy.failures()).isEmpty();
    return allowed;
  }

  /// 0x200 is 2 MiB, 0x1fc every smaller size, 0 base pages.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // contract | returned | at the PMD site | at the mTHP site
        "rfc-v4   | 9  | 0x200 | 0x1fc", // clamped to 8: the chain 8 to 2
        "rfc-v4   | 4  | 0     | 0x1c", // not the PMD's order; the chain 4 to 2
        "rfc-v4   | 0  | 0     | 0",
        "rfc-v4   | -1 | 0     | 0", // BIT(0) - 1
        "rfc-v4   | 30 | 0x200 | 0x1fc", // clamped to what is considered
        "v6       | 9  | 0     | 0x8", // the mask of orders 3 and 0
        "v6       | 4  | 0     | 0x4", // the mask of order 2
        "v6       | 0  | 0     | 0",
        "v6       | -1 | 0x200 | 0x1fc", // reaches above what was asked: untouched
        "v6       | 30 | 0     | 0x1c", // the mask of orders 4 to 1
        "v7       | 9  | 0x200 | 0x1fc", // above the highest offered: untouched
        "v7       | 4  | 0x200 | 0x10", // BIT(4) is a yes for the macro that asks about 2 MiB
        "v7       | 0  | 0     | 0", // BIT(0): there is no folio of order 0 to enable
        "v7       | -1 | 0x200 | 0x1fc",
        "v7       | 30 | 0x200 | 0x1fc",
        "v9       | 9  | 0x200 | 0",
        "v9       | 4  | 0     | 0x10",
        "v9       | 0  | 0     | 0",
        "v9       | -1 | 0     | 0", // a shift out of range
        "v9       | 30 | 0     | 0",
        "v12      | 9  | 0x200 | 0",
        "v12      | 4  | 0     | 0x10",
        "v12      | 0  | 0     | 0",
        "v12      | -1 | 0     | 0",
        "v12      | 30 | 0     | 0",
        "mthp_ext | 9  | 0x200 | 0x8", // the mask of orders 3 and 0, a yes for the macro
        "mthp_ext | 4  | 0x200 | 0x4",
        "mthp_ext | 0  | 0     | 0",
        "mthp_ext | -1 | 0x200 | 0x1fc", // every bit
        "mthp_ext | 30 | 0x200 | 0x1c",
        "seed     | 9  | 0x200 | 0",
        "seed     | 4  | 0     | 0x10",
        "seed     | 0  | 0     | 0",
        "seed     | 30 | 0     | 0",
        "seed     | thp.orders.of(9, 4) | 0x200 | 0x10",
        "rfc-v3   | thp.THP_ALLOC_CURRENT    | 0x200 | 0x1fc",
        "rfc-v3   | thp.THP_ALLOC_KHUGEPAGED | 0     | 0",
        "rfc-v3   | 0  | 0     | 0",
        "rfc-v3   | 9  | 0x200 | 0x1fc", // bits that mean nothing: both may allocate
        "rfc-v3   | -1 | 0x200 | 0x1fc",
      })
  void meansAtEachSite(String contract, String returned, String atPmd, String atMthp) {
    ScriptPolicy policy = returning(contract, returned);

    assertThat(left(policy, TvaType.PAGEFAULT, Policies.PMD, ALL_SIZES))
        .as("PMD site")
        .isEqualTo(Integer.decode(atPmd));
    assertThat(left(policy, TvaType.PAGEFAULT, Policies.BELOW_PMD, ALL_SIZES))
        .as("mTHP site")
        .isEqualTo(Integer.decode(atMthp));
  }

  /// `orders = BIT(4)` meets the sysfs mask before it becomes a yes.
  @ParameterizedTest
  @CsvSource({"v7, 4", "mthp_ext, 16"})
  void takesAnotherOrderForAYesOnlyIfSysfsEnablesIt(String contract, String returned) {
    ScriptPolicy policy = returning(contract, returned);

    assertThat(left(policy, TvaType.PAGEFAULT, Policies.PMD, Policies.PMD | 1 << 4))
        .isEqualTo(Policies.PMD);
    assertThat(left(policy, TvaType.PAGEFAULT, Policies.PMD, Policies.PMD)).isZero();
  }

  /// khugepaged and MADV_COLLAPSE tested `!get_suggested_order()` only.
  @ParameterizedTest
  @CsvSource({"KHUGEPAGED", "FORCED_COLLAPSE"})
  void v6TakesAnyBitForAYesOutsideTheFault(TvaType type) {
    assertThat(left(returning("v6", "16"), type, Policies.PMD, ALL_SIZES)).isEqualTo(Policies.PMD);
    assertThat(left(returning("v6", "0"), type, Policies.PMD, ALL_SIZES)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "rfc-v4, SMAPS, 0x403fe",
    "rfc-v4, PAGEFAULT, 0x40000",
    "v6, SMAPS, 0x403fe",
    "v6, PAGEFAULT, 0x40000",
    "rfc-v3, FORCED_COLLAPSE, 0x200",
  })
  void isNotAskedWhereTheHookWasNot(String contract, TvaType type, String offered) {
    ScriptPolicy policy = returning(contract, "0");
    int mask = Integer.decode(offered);

    assertThat(policy.allowedOrders(Policies.question(type, mask))).isEqualTo(mask);
    assertThat(policy.stats().abstained()).isEqualTo(1);
  }

  @Test
  void rfcV3LetsKhugepagedScanAndAsksBeforeAnMmJoins() {
    ScriptPolicy policy = returning("rfc-v3", "thp.THP_ALLOC_CURRENT");
    PolicyQuery query = Policies.question(TvaType.KHUGEPAGED, Policies.PMD);

    assertThat(policy.allowedOrders(query)).as("about to join").isZero();
    query.mmOnKhugepagedList = true;
    assertThat(policy.allowedOrders(query)).as("scanned").isEqualTo(Policies.PMD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v9       | 4.5       | 4.5       | a whole number, as a C int",
        "v6       | NaN       | NaN       | a whole number, as a C int",
        "v7       | undefined | undefined | a whole number, as a C int",
        "rfc-v4   | `9`       | \"9\"     | a whole number, as a C int",
        "v12      | true      | true      | a whole number, as a C int",
        "rfc-v3   | 2**40     | 1099511627776 | a whole number, as a C int",
        "mthp_ext | null      | null      | a whole number of 32 bits, as a mask",
        "seed     | -1        | -1        | an order (an unsigned int) or a set made by orders",
      })
  void takesWhatCCouldNotReturnForAFailedCall(
      String contract, String returned, String described, String want) {
    ScriptPolicy policy = returning(contract, returned);

    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(Policies.BELOW_PMD);
    assertThat(policy.failures().getFirst().first().reason())
        .isEqualTo("answered " + described + "; want " + want);
  }
}
