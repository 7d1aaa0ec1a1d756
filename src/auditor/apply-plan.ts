import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../audit/audit.ts'
import { Refusal } from '../base/refusal.ts'
import type { CheckName, Repaired, RepairStep } from '../contract/auditor.ts'
import { lockThreads } from '../inbox/inbox.ts'
import type { Tx } from '../store/store.ts'
import type { Found } from './check.ts'
import { endFindings, openFindings } from './findings.ts'
import { keyOf } from './look-through.ts'
import type { Repairer, RepairIo } from './repair.ts'
import { endedBy, lookAgain, makePlan } from './repair-plan.ts'
import { repairs } from './repairs.ts'

type Outcome = Repaired['steps'][number]['outcome']
const LOOK_EVERY_MS = 200
/** Ids that an entry of the trail names. */
const NAMED_MAX = 50

class DidNotHelp extends Error {}

/**
 * Does exactly the steps of a plan that was shown, each in a transaction with its entry in the audit trail. Refuses with
 * `plan_changed` when the plan would be another by now. A step before which the world has changed since does nothing, and says so.
 */
export async function applyPlan(
  io: RepairIo,
  input: { plan: string; check?: CheckName | undefined; actor: Actor },
): Promise<Repaired> {
  const { plan, steps, found } = await makePlan(io, input)
  if (plan !== input.plan)
    throw new Refusal(
      'plan_changed',
      'What would be repaired is not what you were shown any more.',
      'Look at the new plan, then apply that one.',
      { status: 409 },
    )
  const done: Repaired['steps'] = []
  let repaired = 0
  for (const [index, step] of steps.entries()) {
    const expected = found[index] ?? []
    const outcome = await applyStep(io, { step, expected, actor: input.actor })
    if (outcome === 'repaired') repaired += expected.length
    done.push({ ...step, outcome })
  }
  const left = await io.read((db) => openFindings(db, { check: input.check }))
  return { steps: done, repaired, left: left.length }
}

type StepInput = { step: RepairStep; expected: readonly Found[]; actor: Actor }

async function applyStep(io: RepairIo, input: StepInput): Promise<Outcome> {
  const { action } = input.step
  if (action === 'none') return 'not_repaired'
  const repairer = repairs[action]
  return repairer.way === 'inside' ? applyInside(io, repairer, input) : applyOutside(io, repairer, input)
}

async function applyInside(
  io: RepairIo,
  repairer: Extract<Repairer, { way: 'inside' }>,
  { step, expected, actor }: StepInput,
): Promise<Outcome> {
  try {
    return await io.store.write(io.tenantId, async (tx) => {
      await lockThreads(tx)
      const here: RepairIo = { ...io, read: (work) => work(tx) }
      const present = await lookAgain(here, step.check, expected)
      const change = changeOf(expected, present)
      if (change !== null) {
        if (change === 'gone') await note(tx, io, { step, expected, actor: null })
        return change
      }
      await repairer.apply(tx, here, expected)
      if ((await lookAgain(here, step.check, expected)).length > 0) throw new DidNotHelp()
      await note(tx, io, { step, expected, actor })
      return 'repaired'
    })
  } catch (error) {
    if (error instanceof DidNotHelp) return 'not_repaired'
    throw error
  } finally {
    if (step.action === 'queue_again') io.wake.runs()
    if (step.action === 'ask_again') io.wake.sources()
  }
}

async function applyOutside(
  io: RepairIo,
  repairer: Extract<Repairer, { way: 'outside' }>,
  { step, expected, actor }: StepInput,
): Promise<Outcome> {
  const write = (who: Actor | null) =>
    io.store.write(io.tenantId, (tx) => note(tx, io, { step, expected, actor: who }))
  const change = changeOf(expected, await lookAgain(io, step.check, expected))
  if (change !== null) {
    if (change === 'gone') await write(null)
    return change
  }
  await repairer.apply(io, expected)
  const untilMs = performance.now() + (repairer.patienceMs ?? 0)
  while ((await lookAgain(io, step.check, expected)).length > 0) {
    if (performance.now() >= untilMs) return 'not_repaired'
    await pause(LOOK_EVERY_MS)
  }
  await write(actor)
  return 'repaired'
}

/** Whether what was planned for is still so. */
function changeOf(expected: readonly Found[], present: readonly Found[]): 'changed' | 'gone' | null {
  if (present.length === 0) return 'gone'
  const now = new Map(present.map((one) => [keyOf(one), one.details]))
  const isSame =
    expected.length === present.length &&
    expected.every((one) => isDeepStrictEqual(now.get(keyOf(one)), one.details))
  return isSame ? null : 'changed'
}

/** Ends the findings of a step, and tells the trail; `actor` is null where they had ended by themselves. */
async function note(
  tx: Tx,
  io: RepairIo,
  { step, expected, actor }: { step: RepairStep; expected: readonly Found[]; actor: Actor | null },
): Promise<void> {
  const open = await openFindings(tx, { check: step.check })
  await endFindings(tx, {
    ids: endedBy(step, open, expected),
    now: io.clock.now(),
    by: actor?.label ?? 'itself',
  })
  if (actor === null) return
  await io.audit.record(tx, io.tenantId, {
    actor,
    action: 'repair.applied',
    details: {
      ...{ action: step.action, check: step.check, kind: step.kind, count: expected.length },
      ids: expected.slice(0, NAMED_MAX).map(({ subject }) => subject.id),
    },
  })
}
