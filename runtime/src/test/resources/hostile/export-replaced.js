// expect: none
// An exported function that is replaced during a call.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export let getSuggestedOrder = () => {
  getSuggestedOrder = () => { for (;;) ; };
  return ABSTAIN;
};
