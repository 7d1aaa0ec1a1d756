import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addressOfHook, checkedUrl } from './address.ts'
import { callHook } from './call.ts'

const never = new AbortController().signal

describe('an address that is to be called', () => {
  const refused = (text: string, code: string, sourceHosts: 'any' | 'public' = 'public') =>
    assert.rejects(checkedUrl(text, { sourceHosts, resolve: async () => ['10.0.0.7'] }), { code }, text)

  it('where many firms share an installation, is one that everybody can reach, and by TLS', async () => {
    for (const inside of [
      'https://localhost/',
      'https://intranet.harbor.example/',
      'https://127.0.0.1/',
      'https://0/',
      'https://0x7f.1/',
      'https://2130706433/',
      'https://10.1.2.3/',
      'https://192.168.0.10:8443/',
      'https://169.254.169.254/latest/meta-data/',
      'https://100.100.100.200/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::ffff:a9fe:a9fe]/',
      'https://[fd00::1]/',
      'https://[fe80::1]/',
      'https://[64:ff9b::7f00:1]/',
      'http://hooks.example.com/',
    ])
      await refused(inside, 'hook_host_refused')
    const resolve = async () => ['93.184.215.14']
    assert.equal(
      await checkedUrl(' https://Books.example.com/in?a=1#top '.trim(), { sourceHosts: 'public', resolve }),
      'https://books.example.com/in?a=1',
    )
  })

  it('in the own house may be there, in the clear as well, but nothing goes over the internet in the clear', async () => {
    const own = { sourceHosts: 'any', resolve: async () => ['192.168.0.10'] } as const
    assert.equal(await checkedUrl('http://n8n.lan:5678/webhook', own), 'http://n8n.lan:5678/webhook')
    assert.equal(await checkedUrl('https://localhost/', own), 'https://localhost/')
    await assert.rejects(
      checkedUrl('http://books.example.com/', { ...own, resolve: async () => ['93.184.215.14'] }),
      { code: 'hook_host_refused' },
    )
  })

  it('is nothing else than an address', async () => {
    for (const text of [
      'books',
      'ftp://books.example.com/',
      'https://ken:hunter2@books.example.com/',
      'https://',
    ])
      await refused(text, 'hook_url_bad', 'any')
    await assert.rejects(
      checkedUrl('https://nowhere.example/', {
        sourceHosts: 'public',
        resolve: () => Promise.reject(new Error('ENOTFOUND')),
      }),
      { code: 'hook_host_unknown' },
    )
  })

  it('is looked up anew for each call: a name that leads inside later leads nowhere', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1']]
    const reach = { sourceHosts: 'public', resolve: async () => answers.shift() ?? [] } as const
    const url = await checkedUrl('https://books.example.com/', reach)
    const call = { url, headers: {}, body: '{}', at: new Date() }
    const { attempt } = await callHook(reach, call, { timeoutMs: 1_000, signal: never })
    assert.deepEqual([attempt.status, attempt.trouble], [null, 'host_refused'])
    const mixed = { sourceHosts: 'public', resolve: async () => ['10.0.0.7', '93.184.215.14'] } as const
    assert.equal(await addressOfHook(new URL(url), mixed), '93.184.215.14')
  })
})
