// expect: throws
// Call sites by the stack trace API.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Error.prepareStackTrace = (e, sites) => sites[0].getFunction();
  return Error.captureStackTrace({});
}
