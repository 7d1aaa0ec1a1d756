import { useQuery } from '@tanstack/react-query'
import { deviceIn } from '../account/device.ts'
import { peopleQuery } from '../api/queries.ts'
import { isKey, type Say, useSay, useSpeaking, type Values } from '../i18n/i18n.tsx'
import type { AuditEntry } from './entry-line.tsx'

const textIn = (from: unknown, name: string): string | undefined => {
  const value =
    typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : undefined
}

/** Who did something, for people: keys, rules and the command line are told from persons. */
export function useActorName(): (actor: AuditEntry['actor']) => string {
  const say = useSay()
  return ({ kind, id, label }) => {
    // A rule's id is a word of the firm's own.
    const codes = kind === 'rule' ? [kind] : [id, kind]
    const key = codes.map((code) => `audit.who.${code}`).find(isKey)
    return kind === 'person' || key === undefined ? label : say(key, { name: label })
  }
}

/** What was done, in words that follow the name of who did it; the code where a newer server did what we do not know. */
export function useWhatWasDone(): (entry: AuditEntry) => string {
  const { language, say } = useSpeaking()
  const people = useQuery(peopleQuery).data?.items ?? []
  const nameOf = (personId: string | undefined) =>
    people.find((member) => member.personId === personId)?.name ?? say('audit.somebody')
  const list = new Intl.ListFormat(language)
  return (entry) => {
    const { action, details, change, subject } = entry
    const values: Values = { action, person: nameOf(subject?.id) }
    for (const name of ['before', 'after', 'role', 'name', 'title', 'status', 'to']) {
      const value = details?.[name]
      if (typeof value === 'string' || typeof value === 'number') values[name] = inWords(say, value)
    }
    values.email = textIn(change?.after, 'email') ?? say('audit.somebody')
    values.things = list.format(thingsIn(details?.asked).map((thing) => say(`audit.thing.${thing}`)))
    const key = [variantOf(entry), action].map((code) => `audit.did.${code}`).find(isKey) ?? 'audit.did'
    return say(key, values)
  }
}

function inWords(say: Say, value: string | number): string | number {
  const key = [`role.${value}`, `ticket.status.${value}`].find(isKey)
  return key === undefined ? value : say(key)
}

/** The action, told apart by how it was done where that has words of its own. */
function variantOf({ action, details }: AuditEntry): string {
  const how =
    action === 'session.opened' && details?.by === 'password' ? details.secondFactor : (details?.by ?? '')
  const trial = action === 'import.started' && details?.dryRun === true ? 'trial' : undefined
  return `${action}.${trial ?? details?.answer ?? how}`
}

const things = [
  ['conversations', /^(sync-|webhooks-)?conversations?-/],
  ['customers', /^customers-/],
  ['questions', /^questions-/],
  ['media', /^media-/],
  ['mirrors', /^mirrors-/],
  ['imports', /^sync-(?!conversations-)/],
] as const

/** What somebody looked at, by the names of what they asked for. */
function thingsIn(asked: unknown) {
  const names = typeof asked === 'object' && asked !== null ? Object.keys(asked) : []
  return things.filter(([, sign]) => names.some((name) => sign.test(name))).map(([thing]) => thing)
}

/** A field of what was so before or is so now, for people; `path` has the places in lists as numbers, from 0. */
export function fieldInWords(say: Say, path: string, value: string): { name: string; value: string } {
  const key = `audit.field.${path.replace(/\.\d+/g, '')}`
  const severity = `rules.severity.${value}`
  const service = `service.${value}`
  const place = Number(/\.(\d+)/.exec(path)?.[1] ?? 0) + 1
  return {
    name: isKey(key) ? say(key, { n: place }) : path,
    value:
      path === 'userAgent'
        ? deviceIn(say, value)
        : path.endsWith('.severity') && isKey(severity)
          ? say(severity)
          : path === 'service' && isKey(service)
            ? say(service)
            : value,
  }
}
