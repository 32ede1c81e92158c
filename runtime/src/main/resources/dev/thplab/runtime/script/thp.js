// The module "thp": what a policy may import. The values are made by prelude.js.
export const { orders, ABSTAIN, DENY } = globalThis.thp;
