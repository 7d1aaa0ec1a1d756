import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../../src/demo/chance.ts'
import type { GmailServer } from './gmail-server.ts'
import type { LiveSource } from './live-source.ts'
import { byAnotherWay, officeMails } from './office-mails.ts'

const WRITERS = 4
const DELIVERIES = 6

/** The Gmail account of the office. Its history is shown in no order, with repeats and empty pages, as Google's may be. */
export function openGmailAccount(google: GmailServer, { chance }: { chance: Chance }): LiveSource {
  const mails = officeMails(chance.fork('mails'))
  google.isMessy = true
  const write: LiveSource['write'] = async (count) => {
    for (let left = count; left > 0; ) {
      const now = Math.min(left, chance.int(1, DELIVERIES))
      for (const mail of mails.make(now)) google.put(mail)
      left -= now
    }
  }
  const port = Number(new URL(google.baseUrl).port)
  const forget = async (count: number) => {
    google.forgetHistory()
    await write(count)
  }
  return {
    name: 'Gmail account',
    port,
    many: 200,
    share: 0.4,
    batchBytes: 10_000,
    workMs: 1_500,
    ridesOutMs: 31_500, // six tries: see channels/http/backoff.ts
    parts: (at = port) => {
      const by = (url: string) => url.replace(`:${port}`, `:${at}`)
      const { endpoints, ...client } = google.client
      const { token_endpoint, revocation_endpoint, ...more } = endpoints
      const tokens = { token_endpoint: by(token_endpoint), revocation_endpoint: by(revocation_endpoint) }
      return {
        google: { apiUrl: by(google.baseUrl), client: { ...client, endpoints: { ...more, ...tokens } } },
      }
    },
    add: async (firm) => {
      const owner = await firm.join('owner')
      const { body } = await owner.ask('POST', '/api/sources/gmail', {})
      const { search } = await google.visit(body.url)
      return owner.ask('POST', '/api/sources/gmail/consent', { search })
    },
    sent: mails.sent,
    files: mails.files,
    write,
    writeTwice: async (count) => {
      for (const mail of mails.make(count)) {
        const id = google.put(mail)
        if (chance.odds(0.3)) google.put(byAnotherWay(mail)) // to two of the office's addresses
        if (chance.odds(0.5)) await pause(chance.next() * 100)
        if (chance.odds(0.5)) {
          google.relabel(id, { add: ['SPAM'], remove: ['INBOX'] }) // what is taken out of spam is told as new
          google.relabel(id, { add: ['INBOX'], remove: ['SPAM'] })
        }
      }
    },
    writers: WRITERS,
    writeOutOfOrder: async (count) => {
      const drawn = mails.make(count)
      await Promise.all(
        Array.from({ length: WRITERS }, async (_, n) => {
          const own = chance.fork(n)
          for (const mail of drawn.filter((_, index) => index % WRITERS === n)) {
            const id = google.put(mail, { silently: true })
            await pause(own.next() * own.pick([5, 30, 400]))
            google.show(id)
          }
        }),
      )
    },
    forgettings: [
      { how: 'forgetting its history', forget },
      { how: 'and once more', forget },
    ],
    kill: google.kill,
    start: google.start,
    [Symbol.asyncDispose]: () => google[Symbol.asyncDispose](),
  }
}
