import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { startGmailServer } from '../../../test/kit/gmail-server.ts'
import { fixedClock } from '../../base/clock.ts'
import { Refusal } from '../../base/refusal.ts'
import { listenForConsent } from './listen-for-consent.ts'
import { consentProofs, gmailConsentUrl, gmailTokens, redeemGmailConsent, revokeGmail } from './oauth.ts'

const redirectUrl = 'https://plumbline.example/api/sources/gmail/consent'
const refusal = (code: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, `${error}`)
  assert.equal(error.code, code)
  return true
}

suite('Ken’s consent that Plumbline reads the firm’s mailbox', () => {
  test('is asked for with all that keeps it safe and lasting', async () => {
    await using google = await startGmailServer()
    const proofs = await consentProofs()
    const url = new URL(
      await gmailConsentUrl(google.client, { ...proofs, redirectUrl, address: 'office@harbor.example' }),
    )
    const asked = Object.fromEntries(url.searchParams)
    assert.equal(asked.access_type, 'offline')
    assert.equal(asked.prompt, 'consent')
    assert.equal(asked.response_type, 'code')
    assert.equal(asked.code_challenge_method, 'S256')
    assert.equal(asked.state, proofs.state)
    assert.equal(asked.login_hint, 'office@harbor.example')
    assert.match(asked.scope ?? '', /gmail\.readonly .*gmail\.send$/)
    assert.ok(!url.href.includes(proofs.codeVerifier))
  })

  test('asks Google itself where nothing else is said', async () => {
    const client = { clientId: 'x', clientSecret: 'y' }
    const url = new URL(await gmailConsentUrl(client, { ...(await consentProofs()), redirectUrl }))
    assert.equal(url.origin, 'https://accounts.google.com')
  })

  test('gives a refresh token, by which access tokens come', async () => {
    await using google = await startGmailServer()
    const proofs = await consentProofs()
    const back = await google.visit(await gmailConsentUrl(google.client, { ...proofs, redirectUrl }))
    const grant = await redeemGmailConsent(google.client, back, proofs)
    assert.equal(grant.canSend, true)
    const tokens = gmailTokens(google.client, { refreshToken: async () => grant.refreshToken })
    assert.match(await tokens.accessToken(), /^ya29\./)
  })

  test('works for a program on Ken’s own computer, which listens for his browser', async () => {
    await using google = await startGmailServer()
    await using listener = await listenForConsent('You may close this window.')
    const proofs = await consentProofs()
    const { redirectUrl } = listener
    const awaited = listener.url(AbortSignal.timeout(5_000))
    assert.equal((await fetch(`${redirectUrl}favicon.ico`)).status, 404)
    const page = await fetch(
      await google.visit(await gmailConsentUrl(google.client, { ...proofs, redirectUrl })),
    )
    assert.equal(await page.text(), 'You may close this window.')
    const grant = await redeemGmailConsent(google.client, await awaited, proofs)
    assert.match(grant.refreshToken, /^1\/\//)
    await using other = await listenForConsent('')
    await assert.rejects(other.url(AbortSignal.timeout(20)), { name: 'TimeoutError' })
  })

  test('is refused in words when he denies it, or unticks reading', async () => {
    await using google = await startGmailServer()
    const proofs = await consentProofs()
    const begin = async () => google.visit(await gmailConsentUrl(google.client, { ...proofs, redirectUrl }))
    google.person.agrees = false
    await assert.rejects(redeemGmailConsent(google.client, await begin(), proofs), refusal('consent_denied'))
    google.person.agrees = true
    const [read = '', send = ''] = google.person.ticks
    google.person.ticks = [send]
    await assert.rejects(
      redeemGmailConsent(google.client, await begin(), proofs),
      refusal('consent_incomplete'),
    )
    google.person.ticks = [read]
    assert.equal((await redeemGmailConsent(google.client, await begin(), proofs)).canSend, false)
  })

  test('counts for whom began it, once, and with the verifier it began with', async () => {
    await using google = await startGmailServer()
    const proofs = await consentProofs()
    const other = await consentProofs()
    const begin = async () => google.visit(await gmailConsentUrl(google.client, { ...proofs, redirectUrl }))
    const back = await begin()
    for (const wrong of [other, { ...proofs, state: other.state }])
      await assert.rejects(redeemGmailConsent(google.client, back, wrong), refusal('consent_stale'))
    await assert.rejects(
      redeemGmailConsent(google.client, back, { ...proofs, codeVerifier: other.codeVerifier }),
      refusal('consent_stale'),
    )
    const again = await begin()
    await redeemGmailConsent(google.client, again, proofs)
    await assert.rejects(redeemGmailConsent(google.client, again, proofs), refusal('consent_stale'))
  })

  test('fails in words when Google does not know Plumbline, or does not answer', async () => {
    await using google = await startGmailServer()
    const proofs = await consentProofs()
    const begin = async () => google.visit(await gmailConsentUrl(google.client, { ...proofs, redirectUrl }))
    const wrong = { ...google.client, clientSecret: 'another' }
    await assert.rejects(redeemGmailConsent(wrong, await begin(), proofs), refusal('google_refuses'))
    google.fault = () => ({ status: 503 })
    await assert.rejects(redeemGmailConsent(google.client, await begin(), proofs), refusal('google_silent'))
    const back = await begin()
    await google[Symbol.asyncDispose]()
    await assert.rejects(redeemGmailConsent(google.client, back, proofs), refusal('google_silent'))
  })
})

suite('access tokens', () => {
  test('are asked for once, however many want one, and again a minute before they end', async () => {
    const clock = fixedClock('2026-03-02T15:00:00Z')
    await using google = await startGmailServer({ clock })
    const tokens = gmailTokens(google.client, { refreshToken: async () => google.refreshToken, clock })
    const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => tokens.accessToken()))
    assert.deepEqual(new Set(others), new Set([first]))
    assert.equal(google.counts.token, 1)
    clock.advance(3_599_000 - 61_000)
    assert.equal(await tokens.accessToken(), first)
    clock.advance(2_000)
    assert.notEqual(await tokens.accessToken(), first)
    assert.equal(google.counts.token, 2)
  })

  test('that Gmail refused are given up for another', async () => {
    await using google = await startGmailServer()
    const tokens = gmailTokens(google.client, { refreshToken: async () => google.refreshToken })
    const first = await tokens.accessToken()
    const second = await tokens.accessToken(first)
    assert.notEqual(second, first)
    assert.equal(await tokens.accessToken(first), second) // refused before: there is a newer one
  })

  test('end with the consent, and come again with a new one', async () => {
    await using google = await startGmailServer()
    let kept = google.refreshToken
    const tokens = gmailTokens(google.client, { refreshToken: async () => kept })
    const first = await tokens.accessToken()
    google.revoke()
    await assert.rejects(tokens.accessToken(first), { name: 'WireError', fault: 'credentials_refused' })
    const proofs = await consentProofs()
    const back = await google.visit(await gmailConsentUrl(google.client, { ...proofs, redirectUrl }))
    kept = (await redeemGmailConsent(google.client, back, proofs)).refreshToken
    assert.match(await tokens.accessToken(first), /^ya29/)
  })

  test('tell a Google that is out of order from one that refuses', async () => {
    await using google = await startGmailServer()
    const tokens = gmailTokens(google.client, { refreshToken: async () => google.refreshToken })
    google.fault = () => ({ status: 500 })
    await assert.rejects(tokens.accessToken(), { fault: 'busy' })
    google.fault = () => 'cut'
    await assert.rejects(tokens.accessToken(), { fault: 'unreachable' })
    google.fault = () => undefined
    assert.match(await tokens.accessToken(), /^ya29/)
  })

  test('are no more once the account was given back, which may be done twice', async () => {
    await using google = await startGmailServer()
    await revokeGmail(google.client, google.refreshToken)
    await revokeGmail(google.client, google.refreshToken)
    const tokens = gmailTokens(google.client, { refreshToken: async () => google.refreshToken })
    await assert.rejects(tokens.accessToken(), { fault: 'credentials_refused' })
  })
})
