import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeTgz, makeZip } from '../../src/channels/archive/fixtures/make-archives.ts'
import type { Run } from '../../src/contract/runs.ts'
import { environment, plumbline, readExport, startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { type History, isPage, makeHistory, type TakeoutFile, writeFolder, writeZip } from '../kit/archive.ts'
import { score, whole } from '../kit/score.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
const NOBODY = 65_534
const AS_ROOT = process.getuid?.() === 0
let history: History
let app: TestApp
let settled: TestFirm
before(async () => {
  history = await makeHistory({ messages: 300, seed: 29 })
  app = opened.use(await startApp())
  settled = await app.makeFirm('Settled')
  await settled.import([await writeZip(here('before.zip'), history.files.slice(0, 40))])
})
after(() => opened.disposeAsync())

function assertOneSentence({ error }: { error: Run['error'] }, code: string): void {
  assert.equal(error?.code, code)
  assert.match(error?.message ?? '', /^[A-Z][^\n]+\.$/)
  assert.match(error?.next ?? '', /^[A-Z][^\n]+\.$/)
}

async function fingerprint(firm: TestFirm): Promise<string> {
  return createHash('sha256')
    .update(JSON.stringify(await firm.export()))
    .digest('hex')
}

describe('what is no Takeout is refused in one sentence and leaves the firm as it was:', () => {
  const takeout = (name: string) => ({ name: `Takeout/${name}`, data: Buffer.from('x') })
  const bad: Record<string, [code: string, write: () => Buffer | undefined]> = {
    'a file that is no archive': ['not_an_archive', () => Buffer.from('Dear Ken, the boiler leaks again.')],
    'an empty file': ['archive_empty', () => Buffer.alloc(0)],
    'a file that is not there': ['archive_not_found', () => undefined],
    'a zip whose end is missing': [
      'archive_truncated',
      () => makeZip([...history.files]).subarray(0, 50_000),
    ],
    'an archive of other things of Google': [
      'no_voice_data',
      () => makeZip([takeout('Mail/All.mbox'), takeout('Keep/Note.html')]),
    ],
  }
  for (const [name, [code, write]] of Object.entries(bad)) {
    it(name, async () => {
      const path = here(`${code}.zip`)
      const bytes = write()
      if (bytes !== undefined) writeFileSync(path, bytes)
      const before = await fingerprint(settled)
      const run = await settled.import([path])
      assert.equal(run.status, 'failed')
      assertOneSentence(run, code)
      assert.equal(await fingerprint(settled), before)
    })
  }

  it('and the command line ends with 1, for people and for programs', async () => {
    const args = ['import', here('not_an_archive.zip'), '--firm', settled.slug]
    const [told, json] = await Promise.all([
      plumbline(args, { env: app.env }),
      plumbline([...args, '--json'], { env: app.env }),
    ])
    assert.deepEqual([told.code, json.code], [1, 1])
    assertOneSentence(json.json, 'not_an_archive')
    assert.match(told.stdout, /The file is neither a zip nor a tgz\.\nHand in the zip or tgz files/)
  })
})

/** Imports into a firm of its own: what can be read is in, and what cannot is listed and can be looked at. */
async function importDamaged(
  name: string,
  write: () => Promise<string>,
): Promise<{
  firm: TestFirm
  run: Run
  items: { path: string; code: string; id: string; hasBody: boolean }[]
}> {
  const firm = await app.makeFirm(name)
  const run = await firm.import([await write()])
  const { items } = (await firm.ask('GET', `/api/sync/${run.syncId}/set-aside?limit=200`)).body
  const ledger = await firm.ledger(run)
  assert.ok(ledger.addsUp, JSON.stringify(ledger))
  const listed = ledger.reasons.reduce((total, { count }) => total + count, 0)
  assert.equal(listed, items.length)
  for (const { reason } of ledger.reasons) assert.match(reason, /^[A-Z][^\n]+\.$/)
  return { firm, run, items }
}

describe('the good part of a damaged archive comes in, and the rest is listed:', () => {
  const good = async (firm: TestFirm, lost: readonly string[] = []) => {
    const truth = history.truth.filter(({ file }) => !lost.includes(`Takeout/Voice/${file}`))
    const { peerUnknown, ...others } = score(truth, (await firm.export()).messages)
    const { peerUnknown: _, ...none } = whole(0)
    assert.deepEqual(others, none)
    assert.ok(peerUnknown <= history.expected.peerUnknown + 3)
  }
  const pages = () => history.files.filter(isPage)
  const aPage = (): TakeoutFile => {
    const page = pages().find(({ data }) => data.includes('class="hChatLog'))
    assert.ok(page !== undefined)
    return page
  }
  const others = (page: TakeoutFile) => history.files.filter((file) => file !== page)

  it('beside a bomb', async () => {
    const { firm, run, items } = await importDamaged('Bomb', () =>
      writeZip(here('bomb.zip'), [
        ...history.files,
        {
          name: 'Takeout/Voice/Calls/Bomb - Text - 2026-01-01T00_00_00Z.html',
          data: Buffer.alloc(30 * 1024 ** 2),
        },
      ]),
    )
    assert.deepEqual(
      items.map(({ code }) => code),
      ['suspicious_ratio'],
    )
    assert.ok(run.peakRssMb < 2_000)
    await good(firm)
  })

  it('beside names that lead out of the archive, which are written nowhere', async () => {
    const page = aPage()
    const { firm, items } = await importDamaged('Names', () =>
      writeZip(here('names.zip'), [
        ...history.files,
        { name: '../../../../../../tmp/plumbline-evil.html', data: page.data },
        { name: 'Takeout/Voice/Calls/../../../../evil.html', data: page.data },
        { name: '/tmp/plumbline-evil.html', data: page.data },
      ]),
    )
    assert.deepEqual(
      items.map(({ code }) => code),
      ['unsafe_path', 'unsafe_path', 'unsafe_path'],
    )
    assert.deepEqual(
      readdirSync('/tmp').filter((name) => name.includes('plumbline-evil')),
      [],
    )
    await good(firm)
  })

  it('beside a page of 50 MB', async () => {
    const page = aPage()
    const message = /<div class="message">[\s\S]*?<\/q>\n/.exec(page.data.toString())?.[0] ?? ''
    assert.ok(message !== '')
    const more = `${message}</div> `
    const count = Math.ceil((50 * 1024 ** 2) / more.length)
    const html = page.data.toString()
    const at = html.indexOf('<div class="message">')
    const huge = Buffer.from(html.slice(0, at) + more.repeat(count) + html.slice(at))
    const { firm, run, items } = await importDamaged('Large', () =>
      writeFolder(here('large'), [
        ...history.files,
        { name: 'Takeout/Voice/Calls/Large - Text - 2026-01-01T00_00_00Z.html', data: huge },
      ]),
    )
    assert.deepEqual(
      items.map(({ code }) => code),
      ['page_too_large'],
    )
    assert.equal(run.status, 'completed', 'what is set aside is counted')
    assert.ok(run.progress.rejected > count)
    await good(firm)
  })

  it('of a tgz that breaks off, which is incomplete until it comes whole', async () => {
    const bytes = await makeTgz([...history.files])
    writeFileSync(here('cut.tgz'), bytes.subarray(0, Math.floor(bytes.length * 0.6)))
    const { firm, run, items } = await importDamaged('Cut', async () => here('cut.tgz'))
    assert.equal(run.status, 'incomplete')
    assertOneSentence(run, 'count_mismatch')
    assert.ok(items.some(({ code }) => code === 'archive_truncated'))
    const { messages } = await firm.export()
    assert.ok(messages.length > 30 && messages.length < history.expected.messages)
    const { missing, ...rest } = score(history.truth, messages)
    assert.equal(missing, history.expected.messages - messages.length)
    assert.deepEqual([rest.extra, rest.textAltered, rest.peerWrong], [0, 0, 0])
    writeFileSync(here('whole.tgz'), bytes)
    assert.equal((await firm.import([here('whole.tgz')])).status, 'completed')
    await good(firm)
  })

  it('of a zip with a corrupt member', async () => {
    const page = aPage()
    const { firm, run, items } = await importDamaged('Corrupt', async () => {
      const bytes = makeZip(history.files.map((file) => (file === page ? { ...file, crc32: 1 } : file)))
      writeFileSync(here('corrupt.zip'), bytes)
      return here('corrupt.zip')
    })
    assert.deepEqual(
      items.map(({ code, path }) => [code, path]),
      [['corrupt_member', `corrupt.zip/${page.name}`]],
    )
    assert.equal(
      run.progress.stored,
      history.truth.filter(({ file }) => `Takeout/Voice/${file}` !== page.name).length,
    )
    await good(firm, [page.name])
    const healed = await firm.import([await writeZip(here('healed.zip'), history.files)])
    assert.equal(healed.status, 'completed')
    await good(firm)
  })

  it('beside a page in another encoding, whose bytes can be looked at', async () => {
    const page = aPage()
    const latin = Buffer.from(page.data.toString('utf8').replaceAll('</q>', ' Zażółć für Ken</q>'), 'latin1')
    const { firm, items } = await importDamaged('Latin', () =>
      writeZip(here('latin.zip'), [...others(page), { name: page.name, data: latin }]),
    )
    assert.ok(items.length > 0 && items.every(({ code, hasBody }) => code === 'not_utf8' && hasBody))
    const body = await firm.ask(
      'GET',
      `/api/sync/${(await firm.ask('GET', '/api/sync?limit=1')).body.items[0].syncId}/set-aside/${items[0]?.id}/body`,
    )
    assert.equal(body.status, 200)
    assert.match(String(body.body), /Ken<\/q>/)
    await good(firm, [page.name])
  })
})

describe('a folder that may not be read', {
  skip: AS_ROOT ? false : 'only root can take rights away from others',
}, () => {
  const asNobody = async (name: string) => {
    const dataDir = here(name)
    await prepareDataDir(dataDir)
    for (const entry of ['', ...readdirSync(dataDir, { recursive: true })])
      chownSync(join(dataDir, String(entry)), NOBODY, NOBODY)
    chmodSync(folder.path, 0o755)
    const keys = here(`${name}-keys`)
    mkdirSync(keys)
    chownSync(keys, NOBODY, NOBODY)
    const env = { PLUMBLINE_MASTER_KEY_FILE: join(keys, 'master.key') }
    return { uid: NOBODY, env: environment({ dataDir, env }) }
  }
  const mayRun = () =>
    spawnSync(
      process.execPath,
      ['-e', `await import(${JSON.stringify(join(import.meta.dirname, '../../src/config.ts'))})`],
      {
        uid: NOBODY,
        gid: NOBODY,
      },
    ).status === 0

  it('is refused in a sentence; one such folder among others is listed, and the rest comes in', async (t) => {
    if (!mayRun()) return t.skip('this copy of Plumbline lies where only root may read it')
    const options = await asNobody('nobody')
    const keyless = await plumbline(['import', here('secret'), '--json'], {
      ...options,
      env: { ...options.env, PLUMBLINE_MASTER_KEY_FILE: here('nobody.key') },
    })
    assertOneSentence(keyless.json, 'key_file_unusable')
    const hidden = history.files.find(isPage)?.name ?? ''
    await writeFolder(
      here('secret'),
      history.files.map(({ name, data }) => ({
        name: name === hidden ? name.replace('/Calls/', '/Spam/') : name,
        data,
      })),
    )
    chmodSync(here('secret'), 0o700)
    const refused = await plumbline(['import', here('secret'), '--json'], options)
    assert.equal(refused.code, 1, refused.stderr)
    assertOneSentence(refused.json, 'archive_unreadable')

    chmodSync(here('secret'), 0o755)
    chmodSync(here('secret/Takeout/Voice/Spam'), 0o700)
    const rest = await plumbline(['import', here('secret'), '--json'], options)
    const truth = history.truth.filter(({ file }) => `Takeout/Voice/${file}` !== hidden)
    assert.equal(rest.json?.stored, truth.length, rest.stdout + rest.stderr)
    assert.ok(rest.json.rejected > 0)
  })
})

describe('a full disk', () => {
  it('stops the import with a sentence; with room again it goes on and loses nothing', async (t) => {
    const mount = here('small')
    mkdirSync(mount)
    const size = (megabytes: number) => `size=${megabytes}m`
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', size(400), 'none', mount])
    if (mounted.status !== 0) return t.skip('no small disk can be mounted here')
    try {
      const dataDir = join(mount, 'data')
      await prepareDataDir(here('template'))
      await cp(here('template'), dataDir, { recursive: true })
      const env = environment({ dataDir })
      const used = Number(spawnSync('du', ['-sm', mount], { encoding: 'utf8' }).stdout.split('\t')[0])
      spawnSync('mount', ['-o', `remount,${size(used + 3)}`, mount])
      const much = await makeHistory({ messages: 2_500, seed: 37 })
      const path = await writeZip(here('much.zip'), much.files)
      const full = await plumbline(['import', path, '--json'], { env })
      assert.equal(full.code, 1, full.stdout + full.stderr)
      assertOneSentence(full.json, 'disk_full')

      spawnSync('mount', ['-o', `remount,${size(used + 400)}`, mount])
      const ended = await plumbline(['import', path, '--json'], { env })
      assert.equal(ended.code, 0, ended.stdout + ended.stderr)
      await plumbline(['export', '--plain', '--out', here('after-full')], { env })
      const { messages } = await readExport(here('after-full'))
      assert.deepEqual(score(much.truth, messages), whole(much.expected.peerUnknown))
    } finally {
      spawnSync('umount', [mount])
    }
  })
})
