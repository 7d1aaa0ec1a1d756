import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { addressBy, isPublic } from './hosts.ts'

const PRIVATE = [
  ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  ...[
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.8',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ],
  ...['::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe'],
  ...['::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::', '2001:db8::1'],
]
const PUBLIC = ['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.128.0.1', '192.169.0.1', '2a00:1450:4001::5']

suite('a host that a firm chooses', () => {
  test('is refused where it is this machine, a network around it, or a cloud’s metadata', async () => {
    const address = addressBy('public')
    for (const host of PRIVATE) {
      assert.equal(isPublic(host), false, host)
      await assert.rejects(address(host), { fault: 'host_refused' }, host)
      await assert.rejects(addressBy('public', async () => [host])('mail.harbor.example'), {
        fault: 'host_refused',
      })
    }
    for (const host of PUBLIC) assert.equal(await address(host), host)
  })

  test('is refused however the address is written, as a socket, and within a zone', async () => {
    for (const host of [
      'localhost',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '[::1]',
      'fe80::1%lo',
      '/run/postgresql',
    ])
      await assert.rejects(addressBy('public')(host), { name: 'WireError' }, host)
  })

  test('is reached at the address that was looked at, and that was looked up once', async () => {
    const answers = [['198.51.100.7', '8.8.8.8'], ['127.0.0.1']]
    const address = addressBy('public', async () => answers.shift() ?? [])
    assert.equal(await address('mail.harbor.example'), '8.8.8.8')
    await assert.rejects(address('mail.harbor.example'), { fault: 'host_refused' })
  })

  test('is any, where it is the firm’s own machine', async () => {
    for (const host of ['localhost', '127.0.0.1', '/run/postgresql'])
      assert.equal(await addressBy('any')(host), host)
  })
})
