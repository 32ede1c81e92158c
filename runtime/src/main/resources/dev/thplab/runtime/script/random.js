// The function random() of the module "thp": xoshiro128** of Blackman and Vigna, whose state the host
// keeps. Evaluated after prelude.js, before any policy text.
(function random() {
  "use strict";
  const { freeze } = Object;
  const { imul } = Math;

  /** Four numbers of 32 bits; null while a policy is loaded. */
  let state = null;

  function rotated(x, bits) {
    return (x << bits) | (x >>> (32 - bits));
  }
  function next() {
    const s1 = state[1];
    const result = imul(rotated(imul(s1, 5), 7), 9);
    const s2 = state[2] ^ state[0];
    const s3 = state[3] ^ s1;
    state[1] = s1 ^ s2;
    state[0] ^= s3;
    state[2] = s2 ^ (s1 << 9);
    state[3] = rotated(s3, 11);
    return result;
  }

  globalThis.thp.random = freeze({
    random() {
      if (state === null) throw new TypeError("random() works in calls, not while a policy is loaded");
      const high = next() >>> 5;
      return (high * 0x4000000 + (next() >>> 6)) / 0x20000000000000;
    },
  }.random);

  return function bind(numbers) { state = numbers; };
})
