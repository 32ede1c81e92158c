// expect: statements
// The second function of a contract.
export const contract = "rfc-v3";
export function allocator() { return 6; }
export function reclaimer() { for (;;) ; }
