import { Refusal } from '../base/refusal.ts'
import { type AuditVerdict, auditPage, auditVerdictShape } from '../contract/audit.ts'
import { openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

const FAULTS: Record<AuditVerdict['faults'][number]['kind'], string> = {
  changed: 'is not as it was written',
  missing: 'follows on entries that were taken out',
  change_differs: 'has something sealed that is not as it was',
  change_missing: 'has lost what was sealed in it',
  end_differs: 'is where the trail should end, and it does not',
  anchor_differs: 'is not as it was when you noted it down',
}

export const auditCommand: Command = {
  usage: 'audit verify [--anchor NUMBER:HASH] | audit list [--limit COUNT]',
  summary: 'Looks whether the trail of who did what was tampered with, or shows its newest entries.',
  options: { anchor: { type: 'string' }, limit: { type: 'string' } },
  words: [1, 1],
  run: async (input) => {
    const [action] = input.words
    if (action === 'verify') return verify(input)
    if (action === 'list') return list(input)
    throw new UsageError(`"${action}" is neither verify nor list.`)
  },
}

async function verify({ config, options, out }: CommandInput): Promise<0 | 1> {
  const anchor = typeof options.anchor === 'string' ? anchorIn(options.anchor) : undefined
  await using client = await openClient(config, { firm: options.firm as string | undefined })
  const verdict = auditVerdictShape.parse(await client.call('POST', '/api/audit/verify', { anchor }))
  if (options.json === true) printJson(out, verdict)
  else for (const line of sentences(verdict)) out.write(`${line}\n`)
  return verdict.faultCount === 0 ? 0 : 1
}

async function list({ config, options, out }: CommandInput): Promise<0> {
  const limit = Number(options.limit ?? 20)
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new UsageError('--limit is a number from 1 to 200.')
  await using client = await openClient(config, { firm: options.firm as string | undefined })
  const { items } = auditPage.parse(await client.call('GET', `/api/audit?limit=${limit}`))
  for (const entry of items) {
    if (options.json === true) printJson(out, entry)
    else {
      const { seq, at, actor, action, subject } = entry
      const what = subject === null ? '' : ` ${subject.kind} ${subject.id}`
      out.write(`${String(seq).padStart(6)}  ${at}  ${actor.label}: ${action}${what}\n`)
    }
  }
  return 0
}

function anchorIn(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash }
  throw new Refusal(
    'bad_anchor',
    'The anchor is not one that a check has printed.',
    'Give its number and its hash, with a colon between.',
  )
}

function sentences({ entries, firstSeq, head, faults, faultCount }: AuditVerdict): string[] {
  const range = entries === 0 ? 'no entries yet' : `${entries} entries, ${firstSeq} to ${head.seq}`
  if (faultCount === 0) {
    return [
      `The trail is whole: ${range}.`,
      ...(entries === 0
        ? []
        : [`Note this down elsewhere, for the next check: --anchor ${head.seq}:${head.hash}`]),
    ]
  }
  const more = faultCount > faults.length ? [`… and ${faultCount - faults.length} more`] : []
  return [
    `The trail was tampered with (${range}).`,
    ...faults.map(({ kind, seq }) => `  entry ${seq} ${FAULTS[kind]}`),
    ...more,
  ]
}
