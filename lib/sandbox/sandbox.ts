import { type Behaviour, type BehaviourPatch, changeBehaviour } from "./behaviour";
import { FaultCounter } from "./faults";
import { type Key, openGate } from "./gate";
import { openRate } from "./rate";
import { Requests } from "./request-log";
import { loadState, openState } from "./state";
import { World } from "./world";

/** Everything a running sandbox consists of, without the network. */
export type Sandbox = {
  key: Key;
  world: World;
  requests: Requests;
  faults: FaultCounter;
  gate: ReturnType<typeof openGate>;
  rate: ReturnType<typeof openRate>;
  behaviour(): Behaviour;
  /** Changes some switches; an unknown or malformed one changes nothing and comes back as one sentence. */
  change(patch: unknown): { ok: true } | { ok: false; sentence: string };
  /** Back to the start: first behaviour, seeded OTPs, nothing asked yet. */
  reset(): Promise<void>;
  /** Resolves when what is stored is in the state file, at once when there is none. */
  persist(): Promise<void>;
  /** Resolves when no write of the state file is under way. */
  idle(): Promise<void>;
};

/**
 * @param first the behaviour at the start
 * @throws Error with one sentence for a malformed switch or state file
 */
export function openSandbox(key: Key, first: BehaviourPatch, stateFile: string | undefined): Sandbox {
  const checked = changeBehaviour({}, first);
  if (!checked.ok) throw new Error(checked.sentence);
  let behaviour = checked.behaviour;

  const world = new World(behaviour.users);
  if (stateFile !== undefined) {
    for (const [userId, otp] of loadState(stateFile)) world.store(userId, otp);
  }
  const state = stateFile === undefined ? null : openState(stateFile, world.otps());
  const requests = new Requests();
  const faults = new FaultCounter();
  faults.arm(behaviour.faultTimes);

  function adopt(next: Behaviour): void {
    if (next.users !== behaviour.users) world.seed(next.users);
    behaviour = next;
  }

  return {
    key,
    world,
    requests,
    faults,
    gate: openGate(key, () => Date.now() + behaviour.clockOffsetMs),
    rate: openRate(Date.now),
    behaviour: () => behaviour,
    change(patch) {
      const changed = changeBehaviour(behaviour, patch);
      if (!changed.ok) return changed;
      adopt(changed.behaviour);
      const named = patch as BehaviourPatch;
      if (named.fault !== undefined || named.faultTimes !== undefined) faults.arm(behaviour.faultTimes);
      return { ok: true };
    },
    async reset() {
      adopt(checked.behaviour);
      faults.arm(behaviour.faultTimes);
      world.reset();
      requests.reset();
      await state?.save();
    },
    async persist() {
      await state?.save();
    },
    async idle() {
      await state?.idle();
    },
  };
}
