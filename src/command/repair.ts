import {
  type Repaired,
  type RepairPlan,
  type RepairStep,
  repairedShape,
  repairPlanShape,
} from '../contract/auditor.ts'
import { openClient } from './client.ts'
import { type Command, printJson } from './command.ts'

const OUTCOMES: Record<Repaired['steps'][number]['outcome'], string> = {
  repaired: 'done',
  gone: 'nothing left to do: it was over by then',
  changed: 'NOT done: it is not as it was when this was planned; look again',
  not_repaired: 'NOT repaired: it did not help',
}

export const repairCommand: Command = {
  usage: 'repair [--apply] [--only NAME]',
  summary: 'Prints exactly what would repair what checks found; with --apply does it.',
  options: { apply: { type: 'boolean' }, only: { type: 'string' } },
  words: [0, 0],
  run: async ({ config, options, out }) => {
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    const only = typeof options.only === 'string' ? { check: options.only } : {}
    const query = typeof options.only === 'string' ? `?check=${encodeURIComponent(options.only)}` : ''
    const plan = repairPlanShape.parse(await client.call('GET', `/api/repairs${query}`))
    if (options.json !== true) printPlan(plan, out)
    if (options.apply !== true) {
      if (options.json === true) printJson(out, plan)
      else if (plan.steps.length > 0)
        out.write('\nNothing was changed. "plumbline repair --apply" does these steps.\n')
      return plan.steps.length + plan.unrepairable.length === 0 ? 0 : 1
    }
    const body = { plan: plan.plan, ...only }
    const done = repairedShape.parse(await client.call('POST', '/api/repairs', body))
    if (options.json === true) printJson(out, done)
    else {
      out.write('\n')
      done.steps.forEach(({ outcome }, index) => {
        out.write(`Step ${index + 1}: ${OUTCOMES[outcome]}.\n`)
      })
      out.write(
        `${done.repaired} repaired, ${done.left} left.${done.left > 0 ? ' Run "plumbline check", then this again.' : ''}\n`,
      )
    }
    return done.left === 0 ? 0 : 1
  },
}

function printPlan({ steps, unrepairable, plan }: RepairPlan, out: NodeJS.WriteStream): void {
  if (steps.length + unrepairable.length === 0) {
    out.write('Nothing that checks found stands. "plumbline check" looks anew.\n')
    return
  }
  steps.forEach((step, index) => {
    printStep(step, index + 1, out)
  })
  for (const { kind, subject, message, next } of unrepairable)
    out.write(`\nFor a person: ${kind}, ${subject.kind} ${subject.id}\n  ${message}\n  ${next}\n`)
  out.write(`\nPlan ${plan.slice(0, 12)}: ${steps.length} steps, ${unrepairable.length} for a person.\n`)
}

function printStep(
  { action, kind, subjects, says, changes }: RepairStep,
  number: number,
  out: NodeJS.WriteStream,
): void {
  out.write(`\nStep ${number}: ${action.replaceAll('_', ' ')} (${kind}, ${subjects.length})\n  ${says}\n`)
  subjects.forEach(({ kind: what, id }, index) => {
    const details = Object.entries(changes[index]?.details ?? {}).map(
      ([name, value]) => `${name} ${value ?? '–'}`,
    )
    out.write(`    ${what} ${id}${details.length === 0 ? '' : `: ${details.join(', ')}`}\n`)
  })
}
