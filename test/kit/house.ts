import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Suggestion } from '../../src/contract/suggestions.ts'
import { startApp, type TestApp } from './app.ts'
import { type GmailServer, startGmailServer } from './gmail-server.ts'
import { movingClock, Office } from './office.ts'

const NOW = '2026-03-04T16:00:00Z'
const QUIET_MS = 61_000

/** Harbor Plumbing with a mailbox, whose customers can write to it. */
export async function openHouse(env: Record<string, string> = {}) {
  await using opened = new AsyncDisposableStack()
  const google = opened.use(await startGmailServer())
  const clock = movingClock(NOW)
  const app = opened.use(
    await startApp({
      clock,
      env: { REPLY_UNDO_SECONDS: '0', ...env },
      google: { client: google.client, apiUrl: google.baseUrl },
    }),
  )
  const office = new Office(await (await app.makeFirm('Harbor Plumbing')).join('owner'))
  const { body } = await office.firm.ask('POST', '/api/sources/gmail', {})
  const { search } = await google.visit(body.url)
  const consent = await office.firm.ask('POST', '/api/sources/gmail/consent', { search })
  const held = opened.move()
  const house = new House({ google, app, office, clock, sourceId: consent.body.id })
  return Object.assign(house, { [Symbol.asyncDispose]: () => held.disposeAsync() })
}

type Parts = {
  google: GmailServer
  app: TestApp
  office: Office
  clock: ReturnType<typeof movingClock>
  sourceId: string
}

export class House {
  readonly google: GmailServer
  readonly app: TestApp
  readonly office: Office
  readonly clock: Parts['clock']
  private readonly sourceId: string
  private written = 0
  constructor({ google, app, office, clock, sourceId }: Parts) {
    this.google = google
    this.app = app
    this.office = office
    this.clock = clock
    this.sourceId = sourceId
  }
  /** A mail comes in, in answer to the one before of the same name where `again`. */
  async comes(
    from: string,
    body: string,
    { again = false, extra = [] as string[], saidAt = this.clock.now() } = {},
  ): Promise<void> {
    const user = from.split(' ')[0]?.toLowerCase()
    const head = [
      `From: ${from} <${user}@customers.example>`,
      'To: Harbor Plumbing <office@harbor.example>',
      `Subject: ${again ? 'Re: ' : ''}From ${from}`,
      `Date: ${saidAt.toUTCString()}`,
      `Message-ID: <${user}.${++this.written}@customers.example>`,
      ...(again ? [`In-Reply-To: <${user}.${this.written - 1}@customers.example>`] : []),
      ...['Content-Type: text/plain; charset=utf-8', ...extra],
    ]
    this.google.put(Buffer.from([...head, '', body, ''].join('\r\n')))
    assert.equal((await this.office.sync(this.sourceId)).run.status, 'completed')
    await this.office.firm.ask('POST', '/api/understanding/catch-up', {})
  }
  /** What stages would do by themselves once the customers have been quiet. */
  async quiet(): Promise<void> {
    this.clock.advance(QUIET_MS)
    await this.app.app.stages.suggester?.catchUp(this.office.firm.id)
  }
  async pending(id: string): Promise<Suggestion | null> {
    const { status, body } = await this.office.firm.ask('GET', `/api/conversations/${id}/suggestion`)
    assert.equal(status, 200)
    return body.suggestion
  }
  async suggested(id: string): Promise<Suggestion> {
    return (await this.pending(id)) ?? assert.fail('nothing is suggested')
  }
  approve(one: Suggestion, more: { text?: string; replyId?: string; seenMessageId?: string } = {}) {
    const body = { replyId: randomUUID(), seenMessageId: one.messageId, text: one.text, ...more }
    return this.office.firm.ask('POST', `/api/suggestions/${one.id}/approve`, body)
  }
  reject(one: Suggestion, more: object = { reason: 'tone' }) {
    return this.office.firm.ask('POST', `/api/suggestions/${one.id}/reject`, more)
  }
  undo(one: Suggestion) {
    return this.office.firm.ask('POST', `/api/suggestions/${one.id}/undo`)
  }
  ask(id: string) {
    return this.office.firm.ask('POST', `/api/conversations/${id}/suggestion`)
  }
  async list(state: string): Promise<Suggestion[]> {
    return (await this.office.firm.ask('GET', `/api/suggestions?state=${state}&limit=200`)).body.items
  }
  sentTo(user: string): string[] {
    return this.google.sent
      .map(({ raw }) => raw.toString())
      .filter((raw) => new RegExp(`^To: .*${user}@customers\\.example`, 'm').test(raw))
  }
}

/** Asks again until what is found holds. */
export async function until<T>(look: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await look()
    if (holds(found)) return found
    assert.ok(tries < 400, `it does not come about: ${JSON.stringify(found)}`)
    await pause(25)
  }
}

/** `409 suggestion_gone`. */
export const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) =>
  `${status} ${body.error?.code}`
