import { faultOf } from '../../base/fault.ts'
import { type Id, newId } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { composeMail, voiceReplyText, WireError, type WireFault } from '../../channels/channels.ts'
import {
  type ItemSeal,
  keepDeliveryEvents,
  type LiveSource,
  nameDeliveries,
  PARTLY_REFUSED,
  readLiveSource,
} from '../../intake/intake.ts'
import {
  type Attempt,
  claimReply,
  type Ended,
  endAttempt,
  isSandboxed,
  nextAttemptAt,
} from '../../replies/replies.ts'
import { settleMails } from '../settle-mails.ts'
import type { WiresIo } from '../wires.ts'
import { keepSandboxed, keepSent } from './keep-sent.ts'
import { type Outcome, type Outgoing, type OutgoingMail, openOutgoing } from './outgoing.ts'

export type SenderIo = WiresIo & {
  log: Log
  /** Key of the marks by which people who were erased are kept out. */
  erasedKey: Buffer
  /** What was sent is kept under it. */
  itemSeal: ItemSeal
}

export type SenderOptions = {
  timeoutHours: number
  /** The firms to send for, asked anew each time. */
  firms: () => Promise<readonly Firm[]>
  /** Hears of a firm of which something was sent. */
  onSent: (tenantId: Id) => void
}

/** Sends what people wrote, each once, when its time has come. Disposing it ends what is under way; what waits is sent by the next. */
export type Sender = AsyncDisposable & {
  /** Begins to look by itself, for replies that another process took in. */
  start(): void
  /** Looks now what is to be sent, of this firm or of all. */
  wake(tenantId?: Id): void
}

const LOOK_EVERY_MS = 15_000
/** So long an attempt may go on when the program is to end; a longer one is broken off. */
const GRACE_MS = 10_000

export function openSender(io: SenderIo, options: SenderOptions): Sender {
  const holder = newId(io.clock)
  const stop = new AbortController()
  const alarms = new Map<Id, NodeJS.Timeout>()
  /** Of each firm the look under way: the slow server of one keeps no other waiting. */
  const looks = new Map<Id, Promise<void>>()
  let closing = false
  let timer: NodeJS.Timeout | undefined

  const sendDue = async (firm: Firm) => {
    clearTimeout(alarms.get(firm.id))
    alarms.delete(firm.id)
    for (;;) {
      const next = await io.store.read(firm.id, nextAttemptAt)
      if (next === undefined || closing) return
      const inMs = next.getTime() - io.clock.now().getTime()
      if (inMs > 0) {
        const ring = setTimeout(() => lookAt(firm), Math.min(LOOK_EVERY_MS, inMs))
        alarms.set(firm.id, ring.unref())
        return
      }
      const attempt = await io.store.write(firm.id, (tx) => claimReply(tx, { clock: io.clock, holder }))
      if (attempt === undefined) return // another process has it
      if (attempt === 'overtaken') continue
      const { timeoutHours } = options
      if (attempt.way === 'sandbox') await sendNowhere(io, { firm, attempt, holder, timeoutHours })
      else await sendOne(io, { firm, attempt, holder, signal: stop.signal, timeoutHours })
      options.onSent(firm.id)
    }
  }
  const lookAt = (firm: Firm) => {
    if (closing) return
    const look = (looks.get(firm.id) ?? Promise.resolve())
      .then(() => sendDue(firm))
      .catch((error: unknown) => {
        if (!closing) io.log.error(faultOf(error), 'sending replies failed')
      })
      .finally(() => {
        if (looks.get(firm.id) === look) looks.delete(firm.id)
      })
    looks.set(firm.id, look)
  }
  const wake = (tenantId?: Id) => {
    options
      .firms()
      .then((firms) => {
        for (const firm of firms) if (tenantId === undefined || firm.id === tenantId) lookAt(firm)
      })
      .catch((error: unknown) => {
        if (!closing) io.log.error(faultOf(error), 'looking for replies failed')
      })
  }
  return {
    start: () => {
      timer ??= setInterval(() => wake(), LOOK_EVERY_MS)
      wake()
    },
    wake,
    [Symbol.asyncDispose]: async () => {
      closing = true
      clearInterval(timer)
      for (const alarm of alarms.values()) clearTimeout(alarm)
      const grace = setTimeout(() => stop.abort(), GRACE_MS)
      await Promise.all(looks.values())
      clearTimeout(grace)
    },
  }
}

type Firm = { id: Id; name: string }

type One = {
  firm: Firm
  attempt: Attempt
  holder: Id
  signal: AbortSignal
  timeoutHours: number
}

/**
 * One attempt. Between the claim, which is kept before anything goes out, and the end a kill may come: whoever takes the reply
 * up then finds out first whether it was sent, from the account's server, and asks a person where that cannot tell.
 */
async function sendOne(io: SenderIo, { firm, attempt, holder, signal, timeoutHours }: One): Promise<void> {
  const { store, clock } = io
  const kept = { clock, holder, id: attempt.id }
  const source = await store
    .read(firm.id, (db) => readLiveSource(db, attempt.sourceId))
    .catch(() => undefined)
  if (source === undefined) {
    const end = { state: 'failed', code: 'source_not_asked' } as const
    await store.write(firm.id, (tx) => endAttempt(tx, { ...kept, end }))
    return
  }
  const mail = await mailOf({ firm, attempt })
  const outcome = await tryOnce(io, { firm, attempt, source, mail, signal })
  const end = endOf(outcome, { attempt, now: clock.now() })
  await store.write(firm.id, async (tx) => {
    if (!(await endAttempt(tx, { ...kept, end })) || end.state !== 'sent') return
    const { providerId } = end
    const answeredId = attempt.messageId
    const { erasedKey, itemSeal } = io
    await keepSent(tx, {
      ...{ clock, source, mail, providerId, answeredId },
      ...{ erasedKey, itemSeal, timeoutHours },
    })
    const sent = { sourceId: source.id, mailId: providerId ?? mail.id, messageId: mail.id }
    const isTold = providerId !== null && (await nameDeliveries(tx, sent))
    const isRefused = outcome.kind === 'sent' && outcome.refused.length > 0
    if (isRefused) {
      const refusal = {
        id: `refused:${attempt.id}`,
        kind: 'bounced',
        details: { type: PARTLY_REFUSED },
      } as const
      const now = clock.now()
      await keepDeliveryEvents(tx, { ...sent, now, events: [{ ...sent, ...refusal, atMs: now.getTime() }] })
    }
    if (isTold || isRefused) await settleMails(tx, { clock, timeoutHours, wireIds: [mail.id] })
  })
  if (end.state !== 'sent') io.log.warn({ replyId: attempt.id, code: codeOf(end) }, 'a reply was not sent')
}

/**
 * One attempt in the sample firm, where nothing goes out: it is kept in the transaction that ends it, so that a kill leaves nothing to
 * find out.
 */
async function sendNowhere(io: SenderIo, one: Omit<One, 'signal'>): Promise<void> {
  const { store, clock, erasedKey, itemSeal } = io
  const { firm, attempt, holder, timeoutHours } = one
  const { id, mailId, messageId: answeredId, sourceId, sender: from, recipients, writtenAt: at } = attempt
  const [to = ''] = recipients
  await store.write(firm.id, async (tx) => {
    const end: Ended = (await isSandboxed(tx, to))
      ? { state: 'sent', providerId: null }
      : { state: 'failed', code: 'source_not_asked' }
    if (!(await endAttempt(tx, { clock, holder, id, end })) || end.state !== 'sent') return
    const sent = { id: mailId, at, from, to, text: voiceReplyText(attempt.body).text }
    await keepSandboxed(tx, { clock, sourceId, sent, answeredId, erasedKey, itemSeal, timeoutHours })
  })
}

/** The same bytes at every try. */
async function mailOf({ firm, attempt }: Pick<One, 'firm' | 'attempt'>): Promise<OutgoingMail> {
  const { id: replyId, way, recipients: to, mailId: id, answers, writtenAt: at } = attempt
  const isText = way === 'google-voice'
  const mail = {
    ...{ replyId, to, id, answers, at },
    from: { name: isText ? '' : firm.name, address: attempt.sender },
    subject: isText ? '' : (attempt.subject ?? ''),
    text: isText ? voiceReplyText(attempt.body).text : attempt.body,
  }
  return { ...mail, raw: await composeMail(mail) }
}

type Tried = Outcome | { kind: 'fault'; error: WireError } | { kind: 'unknown' } | { kind: 'too_soon' }

/** A server knows of what it has just sent after some seconds. */
const KNOWN_AFTER_MS = 60_000

async function tryOnce(
  io: SenderIo,
  input: Omit<One, 'holder' | 'timeoutHours'> & { source: LiveSource; mail: OutgoingMail },
): Promise<Tried> {
  const { firm, attempt, source, mail, signal } = input
  try {
    const outgoing = await openOutgoing(io, { tenantId: firm.id, source })
    if (attempt.maybeSentAt !== null) {
      const found = await outgoing.find(mail, signal)
      if (typeof found === 'object') return { kind: 'sent', providerId: found.providerId, refused: [] }
      if (io.clock.now().getTime() - attempt.maybeSentAt.getTime() < KNOWN_AFTER_MS)
        return { kind: 'too_soon' }
      if (found === 'unknown') return { kind: 'unknown' }
    }
    const outcome = await outgoing.send(mail, signal)
    if (outcome.kind === 'sent') await fileQuietly(outgoing, mail, signal)
    return outcome
  } catch (error) {
    if (error instanceof WireError) return { kind: 'fault', error }
    throw error // the lease ends, and it is looked at as one that may have been sent
  }
}

/** It was sent, whether or not a copy can be filed. */
async function fileQuietly(outgoing: Outgoing, mail: OutgoingMail, signal: AbortSignal): Promise<void> {
  await outgoing.file?.(mail, signal).catch(() => undefined)
}

const FIRST_TRY_MS = 30_000
const LAST_TRY_MS = 60 * 60_000
/** After a day nobody waits for an answer any more, who has not asked again. */
const GIVE_UP_MS = 24 * 60 * 60_000

/** What trying again helps against. */
const PASSING: readonly WireFault[] = ['unreachable', 'busy', 'timeout']

function endOf(tried: Tried, { attempt, now }: { attempt: Attempt; now: Date }): Ended {
  const later = (ms: number) => new Date(now.getTime() + ms)
  switch (tried.kind) {
    case 'sent':
      return { state: 'sent', providerId: tried.providerId }
    case 'refused':
      return { state: 'failed', code: tried.code }
    case 'unsure':
      return {
        state: 'waiting',
        code: 'source_timeout',
        sendAt: later(KNOWN_AFTER_MS),
        maybeSentAt: attempt.maybeSentAt ?? now,
      }
    case 'too_soon':
      return { state: 'waiting', code: 'source_timeout', sendAt: later(FIRST_TRY_MS) }
    case 'unknown':
      return { state: 'unsure', code: 'maybe_sent' }
    case 'fault': {
      const { fault, retryAfterMs = 0 } = tried.error
      const code = `source_${fault === 'not_found' ? 'gone' : fault}`
      const isTooLate = now.getTime() - attempt.writtenAt.getTime() > GIVE_UP_MS
      if (!PASSING.includes(fault) || isTooLate) return { state: 'failed', code }
      const waitMs = Math.min(LAST_TRY_MS, FIRST_TRY_MS * 2 ** Math.min(10, attempt.tries - 1))
      return { state: 'waiting', code, sendAt: later(Math.max(waitMs, retryAfterMs)) }
    }
  }
}

function codeOf(end: Ended): string | undefined {
  return 'code' in end ? end.code : undefined
}
