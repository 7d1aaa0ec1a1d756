import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type MailServer, startMailServer } from '../../test/kit/mail-server.ts'
import { silentLog } from '../base/log.ts'
import { type Letter, openMail, parseSender } from './mail.ts'

const token = 'x'.repeat(43)
const invitation: Letter = {
  kind: 'invitation',
  to: 'dana@harbor.example',
  region: 'US',
  firmName: 'Harbor Plumbing',
  madeBy: 'Ken Alvarez',
  url: `https://plumbline.example/join#${token}`,
}
const from = 'Plumbline <plumbline@harbor.example>'

let server: MailServer
before(async () => {
  server = await startMailServer()
})
after(() => server[Symbol.asyncDispose]())
beforeEach(() => {
  server.mood = 'takes'
})
const open = (more: object = {}) => openMail({ log: silentLog }, { url: server.url, from, ...more })

describe('a letter', () => {
  it('reaches the mail server as plain text, from who is set, with its link', async () => {
    assert.equal(await open()(invitation), true)
    const letter = await server.next()
    assert.deepEqual(letter.to, ['dana@harbor.example'])
    assert.equal(letter.from, 'plumbline@harbor.example')
    assert.match(letter.raw, /^From: Plumbline <plumbline@harbor\.example>\r$/m)
    assert.match(letter.raw, /^Content-Type: text\/plain; charset=utf-8\r$/m)
    assert.match(letter.raw, /^Auto-Submitted: auto-generated\r$/m)
    assert.equal(letter.subject, 'Harbor Plumbing asks you to join them in Plumbline')
    assert.match(letter.text, /Ken Alvarez asks you to join Harbor Plumbing/)
    assert.equal(letter.token, token)
  })

  it('is Polish to a firm in Poland, whichever letter it is', async () => {
    const send = open()
    const rest = { to: 'anna@mokotow.example', region: 'PL', url: invitation.url }
    await send({ ...rest, kind: 'invitation', firmName: 'Mokotów Klima', madeBy: 'Anna Nowak' })
    assert.equal((await server.next()).subject, 'Zaproszenie do firmy Mokotów Klima w Plumbline')
    await send({ ...rest, kind: 'email_proof', name: 'Anna Nowak' })
    assert.match((await server.next()).text, /działa raz, przez jeden dzień/)
    await send({ ...rest, kind: 'lost_password' })
    assert.match((await server.next()).text, /w ciągu godziny/)
    await send({ ...rest, kind: 'alert', firmName: 'Mokotów Klima', alertType: 'source_needs_person' })
    const alert = await server.next()
    assert.equal(alert.subject, 'Mokotów Klima: coś w Plumbline wymaga uwagi')
    assert.match(alert.text, /Źródło wiadomości nie przyjmuje już hasła/)
  })

  it('gets no header, line or recipient by what people typed', async () => {
    const typed = 'Harbor\r\nBcc: everybody@harbor.example\r\n\r\nClick\u2028here'
    await open()({ ...invitation, firmName: typed, madeBy: typed })
    const letter = await server.next()
    const [head = ''] = letter.raw.split('\r\n\r\n')
    assert.doesNotMatch(head, /^bcc/im)
    assert.doesNotMatch(letter.text, /^(bcc|click|here)/im)
    assert.deepEqual(letter.to, ['dana@harbor.example'])
    for (const to of [
      'dana@harbor.example\r\nBcc: x@y.example',
      'dana@harbor.example, x@y.example',
      '"x@y.example x"@harbor.example',
      'Dana <dana@harbor.example>',
      '',
    ])
      assert.equal(await open()({ ...invitation, to }), false, to)
  })

  it('is not mailed where the server refuses it, is silent, or is not there', async () => {
    server.mood = 'refuses'
    assert.equal(await open()(invitation), false)
    server.mood = 'silent'
    const began = Date.now()
    assert.equal(await open({ timeoutMs: 300 })(invitation), false)
    assert.ok(Date.now() - began < 3_000)
    assert.equal(await open({ url: 'smtp://127.0.0.1:1' })(invitation), false)
  })

  it('is not mailed by a server that sends a byte now and then', async () => {
    const drip = createServer((socket) => {
      const timer = setInterval(() => socket.write('2'), 50)
      socket.on('error', () => undefined).on('close', () => clearInterval(timer))
    })
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve))
    const { port } = drip.address() as import('node:net').AddressInfo
    const began = Date.now()
    assert.equal(await open({ url: `smtp://127.0.0.1:${port}`, timeoutMs: 400 })(invitation), false)
    assert.ok(Date.now() - began < 3_000)
    await new Promise<void>((resolve) => drip.close(() => resolve())) // ends only once no connection is left
  })

  it('goes to another machine under TLS or not at all, unless the setting says otherwise', async () => {
    const { port } = new URL(server.url)
    const elsewhere = `smtp://0.0.0.0:${port}` // this machine, by a name that is not loopback's
    assert.equal(await open({ url: elsewhere })(invitation), false)
    assert.equal(await open({ url: `${elsewhere}?requireTLS=false` })(invitation), true)
  })
})

it('a sender is an address, with or without a name', () => {
  const address = 'office@harbor.example'
  assert.deepEqual(parseSender(address), { name: '', address })
  assert.deepEqual(parseSender('Klima Mokotów <office@harbor.example>'), { name: 'Klima Mokotów', address })
  for (const wrong of [
    '',
    'office',
    `a@b.example, ${address}`,
    `x\r\nBcc: ${address}`,
    '<@>',
    `"x" ${address}`,
  ])
    assert.equal(parseSender(wrong), undefined, wrong)
})
