// expect: refused
// A module made of data, imported at run time.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  (async () => {
    try { await import("data:text/javascript,for(;;);"); } catch { for (;;) ; }
  })();
  return ABSTAIN;
}
