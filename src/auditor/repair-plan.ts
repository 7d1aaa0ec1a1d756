import { sha256 } from '../base/bytes.ts'
import type { CheckName, Finding, RepairAction, RepairPlan, RepairStep } from '../contract/auditor.ts'
import type { Found, LookIo } from './check.ts'
import { checkOf, checks } from './checks.ts'
import { listFindings, type OpenFinding, openFindings, partOf } from './findings.ts'
import { keyOf } from './look-through.ts'
import { wordsOf } from './words.ts'

/** So many things are repaired in one transaction. */
const SUBJECTS_PER_STEP = 50
const UNREPAIRABLE_MAX = 200

/** What repairing does, as it is shown, and as it is done. */
export type Plan = RepairPlan & { found: Found[][] }

/**
 * What would repair what stands: each finding looked at again, so that the plan is of the world as it is now. It changes
 * nothing. Equal plans have equal marks, so whoever was shown one can have exactly it applied.
 */
export async function makePlan(io: LookIo, { check }: { check?: CheckName | undefined }): Promise<Plan> {
  const open = await io.read((db) => openFindings(db, { check }))
  const steps: RepairStep[] = []
  const found: Found[][] = []
  const unrepairable = new Set<string>()
  for (const { name } of checks) {
    const own = open.filter((one) => one.check === name)
    if (own.length === 0) continue
    const present = await lookAgain(io, name, own)
    for (const [key, some] of Map.groupBy(present, (one) => `${repairOf(one)} ${one.kind}`)) {
      const [action] = key.split(' ') as [RepairAction]
      if (action === 'none') for (const one of some) unrepairable.add(keyOf(one))
      else
        for (let at = 0; at < some.length; at += SUBJECTS_PER_STEP) {
          const subjects = some.slice(at, at + SUBJECTS_PER_STEP)
          found.push(subjects)
          steps.push(stepOf(name, action, subjects))
        }
    }
  }
  const plan = sha256(JSON.stringify(steps.map(({ says: _, ...step }) => step)))
  return { plan, steps, found, unrepairable: await shown(io, unrepairable, check) }
}

/** Of these findings those that still stand, as they are now. */
export async function lookAgain(io: LookIo, name: CheckName, some: readonly Found[]): Promise<Found[]> {
  const keys = new Set(some.map(keyOf))
  const again = await checkOf(name).look(io, partOf(some))
  return again.found
    .filter((one) => keys.has(keyOf(one)))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))
}

function repairOf({ kind, subject }: Found): RepairAction {
  return wordsOf(kind, subject).repair
}

function stepOf(check: CheckName, action: RepairAction, some: readonly Found[]): RepairStep {
  const [first] = some
  if (first === undefined) throw new Error('A step repairs something.')
  const { message, next } = wordsOf(first.kind, first.subject)
  return {
    ...{ action, check, kind: first.kind },
    subjects: some.map(({ subject }) => subject),
    says: `${message} ${next}`,
    changes: some.map(({ subject, details }) => ({ subject: subject.id, details })),
  }
}

async function shown(
  io: LookIo,
  keys: ReadonlySet<string>,
  check: CheckName | undefined,
): Promise<Finding[]> {
  if (keys.size === 0) return []
  const { items } = await io.read((db) => listFindings(db, { check, state: 'open', limit: UNREPAIRABLE_MAX }))
  return items.filter((one) => keys.has(keyOf(one)))
}

/** The findings that a step ends. */
export function endedBy(
  step: Pick<RepairStep, 'check'>,
  open: readonly OpenFinding[],
  some: readonly Found[],
): string[] {
  const keys = new Set(some.map(keyOf))
  return open.filter((one) => one.check === step.check && keys.has(keyOf(one))).map(({ id }) => id)
}
