import { ABSTAIN, DENY } from "thp";

/**
 * Takes huge pages away from programs by name and leaves everyone else alone. Databases that fork
 * to save their state ask for this, because each huge page that is written afterwards is copied
 * whole.
 *
 * The second posting of the series (RFC v2, May 2025) let a BPF program choose by `current->comm`
 * in the same way.
 *
 * Options: `comms` (default "redis-server,mongod"): names as in /proc/PID/comm, with commas between
 * them.
 */
export const contract = "lab/1";
export const name = "examples.NotForThesePrograms";
export const options = { comms: "redis-server,mongod" };

/** @type {string | undefined} */
let listed;
/** @type {Set<string>} */
let denied = new Set();

/** @type {import("thp").GetSuggestedOrder<typeof options>} */
export function getSuggestedOrder(q, options) {
  if (listed !== options.comms) {
    listed = options.comms;
    denied = new Set(listed.split(","));
  }
  return denied.has(q.task.comm) ? DENY : ABSTAIN;
}
