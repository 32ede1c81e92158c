// expect: throws
// The function is a class.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export class getSuggestedOrder { constructor() { return ABSTAIN; } }
