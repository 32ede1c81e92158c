// expect: throws
// A Proxy that is revoked while it is used.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const { proxy, revoke } = Proxy.revocable({}, { get() { revoke(); return 1; } });
  return proxy.a + proxy.b;
}
