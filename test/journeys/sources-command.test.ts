import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { plumbline, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { inboundJson, type PostmarkServer, startPostmarkServer } from '../kit/postmark-server.ts'

describe('sources on the command line', () => {
  let postmark: PostmarkServer
  let app: TestApp
  let firm: TestFirm
  before(async () => {
    postmark = await startPostmarkServer()
    app = await startApp({ postmarkUrl: postmark.baseUrl })
    firm = await app.makeFirm('Harbor Plumbing')
    postmark.put(inboundJson(1))
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await postmark[Symbol.asyncDispose]()
  })
  const sources = (words: string, input?: string) =>
    plumbline(['sources', ...words.split(' ')], { env: app.env, ...(input === undefined ? {} : { input }) })
  const labels = async () =>
    (await firm.ask('GET', '/api/sources')).body.items.map(({ label }: { label: string }) => label)

  it('are reached before they are added; what cannot be reached is not kept, and why is said', async () => {
    const { code, stderr } = await sources('add postmark --address office@harbor.example', 'guess\n')
    assert.deepEqual([code, await labels()], [1, []])
    assert.match(stderr, /does not take the password, or what else opens it/)
    const unreachable = 'add imap --host 127.0.0.1 --port 1 --user office@harbor.example'
    assert.equal((await sources(unreachable, 'secret')).code, 1)
    assert.deepEqual(await labels(), [])
    assert.equal((await sources(`${unreachable} --unchecked`, 'secret')).code, 0)
    assert.deepEqual(await labels(), ['office@harbor.example'])
    assert.equal((await sources('remove office@harbor.example')).code, 0)
  })

  it('are added with their webhook, which takes mail in, and asked on demand', async () => {
    const added = await sources('add postmark --address desk@harbor.example --json', postmark.serverToken)
    assert.equal(added.code, 0, added.stderr)
    assert.match((added.json as { webhook: string }).webhook, /^http.+\/api\/webhooks\/postmark\//)
    assert.doesNotMatch(added.stdout, new RegExp(postmark.serverToken))
    const synced = await plumbline(['sync', 'desk@harbor.example'], { env: app.env })
    assert.equal(synced.code, 0, synced.stderr)
    assert.match(synced.stdout, /completed/)
  })

  it('are not added with a port that is none, or for a server that is not named, or without what opens them', async () => {
    for (const [words, said] of [
      ['add imap --host mail.harbor.example --user office --port front', /--port is a number/],
      ['add imap --host mail.harbor.example --user office --smtp-port 587', /--smtp-port needs --smtp/],
      ['add carrier-pigeon', /none of imap/],
    ] as const) {
      const { code, stderr } = await sources(words, 'secret')
      assert.equal(code, 2, words)
      assert.match(stderr, said)
    }
    const { code, stderr } = await sources('add imap --host mail.harbor.example --user office')
    assert.equal(code, 1)
    assert.match(stderr, /password is read from standard input/)
  })
})
