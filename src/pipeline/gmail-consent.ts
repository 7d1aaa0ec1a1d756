import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import {
  consentProofs,
  type GoogleClient,
  gmailConsentUrl,
  gmailTokens,
  openGmail,
  redeemGmailConsent,
  WireError,
} from '../channels/channels.ts'
import { deleteSecret, putSecret, revealSecret, type Secrets } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'
import { refusalOf } from './sync-source.ts'

/** How Plumbline is known to Google. */
export type Google = {
  client: GoogleClient
  /** Where browsers come back to, as registered there. */
  redirectUrl: string
  /** Where the Gmail API is; for tests. */
  apiUrl?: string
}

export type ConsentIo = {
  store: Store
  secrets: Secrets
  clock: Clock
  google: Google | undefined
}

const LASTS_MS = 10 * 60_000

/** What is kept, sealed, between the beginning of a consent and its end; one for each person, the last one counts. */
const attemptShape = z.object({
  state: z.string(),
  codeVerifier: z.string(),
  sourceId: z.string().nullable(),
  begunMs: z.number(),
})

/**
 * Where to send a person's browser, so that they consent that their Gmail account is read: a new source, or one that Google
 * does not open any more. They have ten minutes. Refuses with `gmail_not_set_up`.
 */
export async function beginGmailConsent(
  { store, secrets, clock, google }: ConsentIo,
  input: { tenantId: Id; personId: Id; sourceId: Id | null; address?: string | undefined },
): Promise<string> {
  const { tenantId, personId, sourceId, address } = input
  if (google === undefined) throw notSetUp()
  const proofs = await consentProofs()
  const attempt = { ...proofs, sourceId, begunMs: clock.now().getTime() }
  await store.write(tenantId, (tx) =>
    putSecret(tx, { ...nameOf(tenantId, personId), value: JSON.stringify(attempt), secrets, clock }),
  )
  return gmailConsentUrl(google.client, {
    ...proofs,
    redirectUrl: google.redirectUrl,
    ...(address === undefined ? {} : { address }),
  })
}

/** What a consent gave: the account, and what opens it. */
export type Consent = { refreshToken: string; addresses: string[]; sourceId: Id | null }

/**
 * Ends a consent with what Google sent back along with the browser (`search`), which counts once. Refuses with
 * `consent_stale`, and what `redeemGmailConsent` refuses with.
 */
export async function endGmailConsent(
  { store, secrets, clock, google }: ConsentIo,
  input: { tenantId: Id; personId: Id; search: string },
): Promise<Consent> {
  if (google === undefined) throw notSetUp()
  const name = nameOf(input.tenantId, input.personId)
  const kept = await revealSecret({ store, secrets }, name)
  const url = new URL(google.redirectUrl)
  url.search = input.search
  const attempt = kept && attemptShape.parse(JSON.parse(kept.toString()))
  if (
    attempt === undefined ||
    !isSame(attempt.state, url.searchParams.get('state') ?? '') ||
    clock.now().getTime() - attempt.begunMs > LASTS_MS
  )
    throw stale()
  await store.write(input.tenantId, (tx) => deleteSecret(tx, { id: name.id }))
  const { refreshToken } = await redeemGmailConsent(google.client, url, attempt)
  const tokens = gmailTokens(google.client, { refreshToken: async () => refreshToken, clock })
  await using wire = openGmail(google.apiUrl === undefined ? {} : { baseUrl: google.apiUrl }, { tokens })
  const addresses = await wire.addresses().catch((error: unknown) => {
    throw error instanceof WireError ? refusalOf(error) : error
  })
  return { refreshToken, addresses, sourceId: attempt.sourceId }
}

/** The place where a person's attempt is kept: always the same. */
function nameOf(tenantId: Id, personId: Id) {
  const hex = createHash('sha256').update(`gmail consent of ${personId}`).digest('hex').slice(0, 32)
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { tenantId, id, purpose: 'oauth_attempt' } as const
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

function notSetUp(): Refusal {
  return new Refusal(
    'gmail_not_set_up',
    'Plumbline is not known to Google here.',
    'Have whoever runs the server set GOOGLE_VOICE_CLIENT_ID and GOOGLE_VOICE_CLIENT_SECRET; docs/sources.md says how. Or add the mailbox by IMAP, with an app password.',
    { status: 409 },
  )
}

function stale(): Refusal {
  return new Refusal(
    'consent_stale',
    'This consent is not one that you began here, is over, or took longer than ten minutes.',
    'Begin again.',
    { status: 409 },
  )
}
