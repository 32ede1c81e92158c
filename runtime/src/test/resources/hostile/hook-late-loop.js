// expect: statements
// A hook that returns at once, and loops after that.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder() { return ABSTAIN; }
export function onAttach() {
  (async () => { await 1; for (;;) ; })();
}
export { onAttach as onFork, onAttach as onExit };
