import type { Failures } from '../http/failures.ts'
import type { SetAside } from '../set-aside.ts'
import type { WireItem } from '../wire.ts'
import type { GmailApi, GmailMessage } from './api.ts'

/** What became of one mail that Gmail listed. */
export type Fetched =
  | { id: string; kind: 'item'; item: WireItem }
  | { id: string; kind: 'set_aside'; setAside: SetAside }
  /** A draft, a chat, spam or trash: no mail of the firm's as long as that is what it is. */
  | { id: string; kind: 'passed_over' }
  /** Gmail has it no more, or not yet. */
  | { id: string; kind: 'gone' }

const PASSED_OVER = ['DRAFT', 'CHAT', 'SPAM', 'TRASH']

/** The mails, in the order asked for; so many side by side. Throws `WireError`. */
export async function* fetchMails(
  api: GmailApi,
  ids: string[],
  { parallel, mailBytesMax }: { parallel: number; mailBytesMax: number },
  failures: Failures,
  signal: AbortSignal,
): AsyncGenerator<Fetched> {
  const end = new AbortController()
  const either = AbortSignal.any([signal, end.signal])
  const ahead: Promise<Fetched>[] = []
  try {
    for (const id of ids) {
      const fetched = fetchOne(api, id, mailBytesMax, failures, either)
      fetched.catch(() => undefined) // told when it is its turn
      ahead.push(fetched)
      if (ahead.length >= parallel) yield await (ahead.shift() as Promise<Fetched>)
    }
    for (const fetched of ahead) yield await fetched
  } finally {
    end.abort()
  }
}

async function fetchOne(
  api: GmailApi,
  id: string,
  mailBytesMax: number,
  failures: Failures,
  signal: AbortSignal,
): Promise<Fetched> {
  const got = await api.message(id, signal).catch(async (error: unknown) => {
    if (await failures.isGivenUp(id, error, () => api.profile(signal))) return 'unreadable' as const
    throw error
  })
  if (got === 'gone') return { id, kind: 'gone' }
  if (got === 'too_large') return { id, kind: 'set_aside', setAside: tooLarge(id, mailBytesMax) }
  if (got === 'unreadable') return { id, kind: 'set_aside', setAside: notHandedOver(id) }
  if (got.labels.some((label) => PASSED_OVER.includes(label))) return { id, kind: 'passed_over' }
  return { id, kind: 'item', item: itemOf(got) }
}

function itemOf({ id, threadId, labels, atMs, historyId, bytes }: GmailMessage): WireItem {
  return {
    externalId: id,
    path: id,
    bytes,
    details: {
      role: labels.includes('SENT') ? 'sent' : labels.includes('INBOX') ? 'inbox' : 'archive',
      threadId,
      labels: labels.join(' '),
      ...(historyId === null ? {} : { historyId }),
      ...(atMs === null ? {} : { receivedAt: new Date(atMs).toISOString() }),
    },
  }
}

function tooLarge(path: string, mailBytesMax: number): SetAside {
  const reason = `The mail is larger than ${Math.floor(mailBytesMax / 1024 / 1024)} MB.`
  return { path, code: 'mail_too_large', reason, records: 1 }
}

function notHandedOver(path: string): SetAside {
  const reason = 'Gmail lists the mail, and does not hand it over.'
  return { path, code: 'not_a_mail', reason, records: 1 }
}
