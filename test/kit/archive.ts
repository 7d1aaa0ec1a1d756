import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeTgz, makeZip } from '../../src/channels/archive/fixtures/make-archives.ts'
import { type Expected, makeArchive, type Truth } from '../../src/demo/demo.ts'
import { temporaryFolder } from './store.ts'

/** A file of a Takeout: its path inside the archive, and its bytes. */
export type TakeoutFile = { name: string; data: Buffer }

/** A whole Takeout in memory, with what a reader must find in it. */
export type History = { files: TakeoutFile[]; truth: Truth[]; expected: Expected }

/** When every archive of the tests was exported. */
export const exportedAt = new Date('2026-03-02T08:00:00Z')

/** Some `messages` messages between a plumbing firm and its customers; the same seed gives the same bytes. */
export async function makeHistory({ messages, seed }: { messages: number; seed: number }): Promise<History> {
  using folder = temporaryFolder()
  const truth: Truth[] = []
  const { expected } = await makeArchive({
    dir: folder.path,
    messages,
    seed,
    now: exportedAt,
    onMessage: (message) => truth.push(message),
  })
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files: TakeoutFile[] = []
  for (const path of paths.sort())
    files.push({
      name: path.slice(folder.path.length + 1).replaceAll('\\', '/'),
      data: await readFile(path),
    })
  return { files, truth, expected }
}

/** Whether a file of a Takeout is a page with messages or a call. */
export function isPage({ name }: TakeoutFile): boolean {
  return /\/Voice\/(Calls|Spam)\/[^/]*\.html$/.test(name)
}

export async function writeZip(path: string, files: readonly TakeoutFile[]): Promise<string> {
  await writeFile(path, makeZip([...files]))
  return path
}

export async function writeTgz(path: string, files: readonly TakeoutFile[]): Promise<string> {
  await writeFile(path, await makeTgz([...files]))
  return path
}

/** Unpacks files below `dir`, leaving out the beginning `without` of their names. */
export async function writeFolder(dir: string, files: readonly TakeoutFile[], without = ''): Promise<string> {
  for (const { name, data } of files) {
    if (!name.startsWith(without)) continue
    const path = join(dir, name.slice(without.length))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, data)
  }
  return dir
}

/** Deals files over two parts one by one, so that pages and their pictures are parted. */
export function dealt(files: readonly TakeoutFile[]): [TakeoutFile[], TakeoutFile[]] {
  return [files.filter((_, index) => index % 2 === 0), files.filter((_, index) => index % 2 === 1)]
}

/** What macOS puts beside every file when it packs a folder. */
export function packedByMac(files: readonly TakeoutFile[]): TakeoutFile[] {
  const litter = Buffer.from([0, 5, 0x16, 7, 0, 2, 0, 0])
  return files.flatMap((file) => [
    file,
    { name: `__MACOSX/${file.name.replace(/([^/]*)$/, '._$1')}`, data: litter },
    ...(file.name.endsWith('/Phones.vcf')
      ? [{ name: file.name.replace('Phones.vcf', '.DS_Store'), data: litter }]
      : []),
  ])
}

/** A later export of the same account, and what is in it that was not in the earlier one. */
export type NewerExport = { files: TakeoutFile[]; truth: Truth[]; added: Truth[] }

/**
 * The account some hours later: one customer goes by another name, a number that nobody knew has got one, a
 * third of the pages is out of the inbox, one conversation goes on in its page, and one begins a new page.
 */
export function newerExport({ files, truth }: History): NewerExport {
  const renamed = contact(truth, (name) => name !== null && /^[A-Z][a-z]+ [A-Z][a-z]{2,9}$/.test(name))
  const saved = contact(truth, (name) => name === null)
  const added: Truth[] = []
  const newer = files.map(({ name, data }, index) => {
    if (!isPage({ name, data })) return { name, data }
    let html = data.toString('utf8')
    if (index % 3 === 0) html = html.replace(/(, )?<a rel="tag" href="[^"]*#inbox">[^<]*<\/a>(, )?/, '')
    return { name, data: Buffer.from(html) }
  })
  const goesOn = lastPage(truth, renamed.peer)
  const begins = lastPage(truth, saved.peer)
  for (const file of [...newer]) {
    if (file.name === `Takeout/Voice/${goesOn.file}`) {
      const more = told(goesOn, {
        minute: 1,
        text: 'One more thing: the shutoff valve drips too.',
        index: 90,
      })
      file.data = Buffer.from(
        file.data.toString('utf8').replace('</div>\n\n<div class="tags">', ` ${more.html}$&`),
      )
      added.push(more.truth)
    }
    if (file.name === `Takeout/Voice/${begins.file}`) {
      const more = told(begins, { minute: 2, text: 'It is Dolores. Are you coming today?', index: 1 })
      const page = file.data
        .toString('utf8')
        .replace(/(<div class="hChatLog hfeed">)[\s\S]*(<\/div>\n\n<div class="tags">)/, `$1\n${more.html}$2`)
      newer.push({
        name: file.name.replace(/\d{4}-\d\d-\d\dT[\d_]*Z/, '2026-03-02T08_02_00Z'),
        data: Buffer.from(page),
      })
      added.push(more.truth)
    }
  }
  return {
    files: newer.map((file) =>
      renamedIn(renamedIn(file, { from: renamed.peerName ?? '', to: 'Gus Marlow' }), {
        number: saved.peer ?? '',
        to: 'Dolores Kent',
      }),
    ),
    truth: [...truth, ...added],
    added,
  }
}

/** A message of the one person who is called so, has written, and has been written to. */
function contact(truth: readonly Truth[], fits: (name: string | null) => boolean): Truth {
  const found = truth.find(
    ({ kind, group, peer, peerName, direction, file }) =>
      kind === 'text' &&
      group === null &&
      direction === 'in' &&
      peer?.startsWith('+1') &&
      file.startsWith('Calls/') &&
      fits(peerName) &&
      truth.every((other) => peerName === null || other.peerName !== peerName || other.peer === peer),
  )
  if (found === undefined) throw new Error('The history has nobody of this kind: take another seed.')
  return found
}

/** The last text that a number sent. */
function lastPage(truth: readonly Truth[], peer: string | null): Truth {
  const last = truth
    .filter((one) => one.kind === 'text' && one.group === null && one.direction === 'in' && one.peer === peer)
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1)
  if (last === undefined) throw new Error('Someone who is to write more has written.')
  return last
}

function told(
  like: Truth,
  { minute, text, index }: { minute: number; text: string; index: number },
): { html: string; truth: Truth } {
  const at = `2026-03-02T08:0${minute}:00.123Z`
  const name = like.peerName ?? ''
  const html = `<div class="message"><abbr class="dt" title="2026-03-02T02:0${minute}:00.123-06:00">Mar 2, 2026</abbr>:
<cite class="sender vcard"><a class="tel" href="tel:${like.peer}"><span class="fn">${name}</span></a></cite>:
<q>${text}</q>
</div>`
  return { html, truth: { ...like, at, text, index, attachments: [], deleted: false } }
}

/** The file as it is called, and what it says, once somebody goes by another name in the firm's contacts. */
function renamedIn(
  file: TakeoutFile,
  { from, number, to }: { from?: string; number?: string; to: string },
): TakeoutFile {
  const before = from ?? number ?? ''
  const name = file.name.replace(`/${before} - `, `/${to} - `)
  if (!isPage(file)) return { name, data: file.data }
  let html = file.data.toString('utf8').replaceAll(`="${before} - `, `="${to} - `)
  if (from !== undefined)
    html = html
      .replaceAll(`>${from}</`, `>${to}</`)
      .replaceAll(`\n${from}</span>`, `\n${to}</span>`)
      .replaceAll(`\n${from}</title>`, `\n${to}</title>`)
  else {
    const isTheirs = name !== file.name
    const sender = `href="tel:${number}"><span class="fn">`
    html = html
      .replaceAll(`${sender}</span>`, `${sender}${to}</span>`)
      .replaceAll(`${sender}${number}</span>`, `${sender}${to}</span>`)
    if (isTheirs) html = html.replace(/(\n?)<\/title>/, `$1${to}</title>`)
  }
  return { name, data: Buffer.from(html) }
}
