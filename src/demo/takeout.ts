import { type Calendar, stamp } from './calendar.ts'
import type { Chance } from './chance.ts'
import { bills, browser, contactCard, phones } from './extras.ts'
import { openNames, STEM_MAX, safe } from './file-names.ts'
import { type Attachment, callPage, callWords, type Label, type Party, type Text, textPage } from './page.ts'
import { firm, type Person } from './people.ts'
import { drawPicture, type Motif } from './picture.ts'
import { silentMp3 } from './sound.ts'
import type { Told } from './tell.ts'
import type { Sink } from './zip.ts'

/** Everything ever said between the firm and one number, or one group. */
export type Thread = {
  /** The other side: one person, or all of a group but the firm. */
  people: readonly Person[]
  group: boolean
  /** The number used, which may be the person's second. Not used in a group. */
  number: string
  told: readonly Told[]
}

/** What a reader of the archive must find in it. */
export type Expected = {
  /** Distinct messages: texts, calls and voicemails. */
  messages: number
  texts: number
  calls: number
  voicemails: number
  /** Messages that pages named `… (1).html` hold once more. */
  duplicates: number
  /** Of the messages, those in the Spam folder. */
  spam: number
  pages: number
  /** Pages that are copies of another one. */
  copiedPages: number
  /** Attachments and recordings whose file is in the archive, and those whose file is not. */
  attachments: { resolved: number; missing: number }
  /** Numbers on the other side, groups included. */
  people: number
  /** Messages on pages where only the owner speaks, to a name that no other page gives exactly one number for. */
  peerUnknown: number
  firstAtMs: number
  lastAtMs: number
}

/** One message as a reader must find it, in the words of an export: see `Expected`. */
export type Truth = {
  /** Page, below `Takeout/Voice/`. */
  file: string
  /** Place in the page, from 1. */
  index: number
  kind: Told['kind']
  at: string
  direction: 'in' | 'out'
  peer: string | null
  peerName: string | null
  from: string | null
  group: string[] | null
  text: string
  transcript: string | null
  durationSec: number | null
  /** `disk` is the name of the file in the archive, null when there is none. */
  attachments: { type: Attachment['kind'] | 'audio'; ref: string; disk: string | null }[]
  labels: readonly Label[]
  deleted: boolean
}

/** Writes threads as pages and media, one after the other, and keeps count. */
export type Takeout = {
  write(thread: Thread): Promise<void>
  /** How many distinct messages have been written. */
  messages(): number
  /** Writes what an export holds beside pages, and says what was written. */
  finish(): Promise<Expected>
}

type Options = {
  sink: Sink
  calendar: Calendar
  chance: Chance
  /** When the export was made. */
  nowMs: number
  /** Full recordings and a fresh drawing for every picture; else the same few small files again and again. */
  freshMedia: boolean
  onMessage?: ((truth: Truth) => void) | undefined
}

const PAGE_TEXTS_MAX = 40
const DAY_MS = 86_400_000
/** Silence after which the next text begins a new page. */
const PAGE_GAP_MS = 3 * DAY_MS
/** Every so many-th page or file meets a known mishap of real exports. */
const EVERY = {
  copiedPage: 180,
  deletedPage: 420,
  missingImage: 31,
  missingAudio: 11,
  untypedCall: 9,
  lostSender: 500,
}

/** Opens a Takeout that goes to `sink`; `finish` does not close the sink. */
export function openTakeout({ sink, calendar, chance, nowMs, freshMedia, onMessage }: Options): Takeout {
  const files = openNames()
  const counted = { page: 0, image: 0, voicemail: 0, placed: 0, incoming: 0, picture: 0 }
  const numbersByName = new Map<string, Set<string>>()
  const onlyMineByName = new Map<string, number>()
  const numbers = new Set<string>()
  const pictures = new Map<string, Buffer>()
  const expected: Expected = {
    messages: 0,
    texts: 0,
    calls: 0,
    voicemails: 0,
    duplicates: 0,
    spam: 0,
    pages: 0,
    copiedPages: 0,
    attachments: { resolved: 0, missing: 0 },
    people: 0,
    peerUnknown: 0,
    firstAtMs: Number.POSITIVE_INFINITY,
    lastAtMs: Number.NEGATIVE_INFINITY,
  }

  async function write(thread: Thread): Promise<void> {
    for (const person of thread.people) if (person.number) numbers.add(person.number)
    for (const page of inPages(thread)) {
      const [first] = page
      if (!first) continue
      if (first.kind === 'text') await writeTexts(thread, page, first)
      else await writeCall(thread, first)
    }
  }

  async function writeTexts(thread: Thread, told: readonly Told[], first: Told): Promise<void> {
    const { group, people } = thread
    const [person] = people
    const spam = person?.role === 'spam'
    const folder = spam ? 'Spam' : 'Calls'
    const name = group ? '' : (person?.saved ?? '')
    const stem = group
      ? `Group Conversation - ${stamp(first.atMs)}`
      : `${safe(name || thread.number)} - Text - ${stamp(first.atMs)}`
    const file = files.take(folder, stem, '.html')
    const last = told.at(-1)?.atMs ?? first.atMs
    const labels = spam ? spamLabels : textLabels(last)
    const deleted = ++counted.page % EVERY.deletedPage === 0 && nowMs - last > 90 * DAY_MS
    const heard = told.filter((one) => one.from !== null).length
    if (group || heard > 0) for (const one of group ? people : []) see(one.saved, one.number)
    if (!group && heard > 0) see(name, thread.number)
    if (!group && heard === 0 && name) onlyMineByName.set(name, (onlyMineByName.get(name) ?? 0) + told.length)

    const texts: Text[] = []
    for (const [i, one] of told.entries()) {
      const attachments = await writeMedia(folder, `${stem}-${i + 1}`, one)
      const empty = one.text === '' && attachments.length > 0
      const lost = !group && heard > 1 && one.from && ++counted.incoming % EVERY.lostSender === 0
      // Android senders often leave a line break behind.
      const noise = one.from && one.text !== '' && chance.odds(0.012) ? '\n' : ''
      texts.push({
        atMs: one.atMs,
        from: one.from && sender(one.from, thread, lost === true),
        text: empty && !group ? (one.from ? 'MMS Received' : 'MMS Sent') : one.text + noise,
        attachments: attachments.map(({ type, ref }) => ({ kind: type, reference: ref })),
      })
      note(one, {
        file: `${folder}/${file}`,
        index: i + 1,
        peer: group ? null : thread.number || null,
        peerName: group ? null : name || null,
        from: one.from ? (lost ? null : group ? one.from.number : thread.number || null) : firm.number,
        group: group ? people.map((member) => member.number) : null,
        attachments,
        labels,
        deleted,
      })
    }
    const members = group ? people.map((one) => party(one, one.number)) : null
    const html = textPage({ name, group: members, texts, labels, deleted }, firm.number, calendar)
    await sink.add(`Takeout/Voice/${folder}/${file}`, html)
    expected.pages++
    if (spam) expected.spam += told.length
    if (!group && told.length > 2 && expected.pages % EVERY.copiedPage === EVERY.copiedPage / 2) {
      await sink.add(`Takeout/Voice/${folder}/${file.replace(/\.html$/, ' (1).html')}`, html)
      expected.copiedPages++
      expected.duplicates += told.length
    }
  }

  async function writeCall(thread: Thread, told: Told): Promise<void> {
    if (told.kind === 'text') return
    const { kind, atMs, seconds } = told
    const [person] = thread.people
    const folder = person?.role === 'spam' ? 'Spam' : 'Calls'
    const name = person?.saved ?? ''
    const type =
      kind === 'placed' && ++counted.placed % EVERY.untypedCall === 0 ? '' : `${callWords[kind][1]} - `
    const stem = `${safe(name || thread.number)} - ${type}${stamp(atMs)}`
    const file = files.take(folder, stem, '.html')
    see(name, thread.number)
    let audio: Truth['attachments'] = []
    if (kind === 'voicemail' && ++counted.voicemail % EVERY.missingAudio !== 0) {
      const disk = files.take(folder, stem, '.mp3')
      await sink.add(`Takeout/Voice/${folder}/${disk}`, silentMp3(freshMedia ? (seconds ?? 1) : 0.3))
      expected.attachments.resolved++
      audio = [{ type: 'audio', ref: `${stem}.mp3`, disk }]
    }
    const labels = folder === 'Spam' ? spamLabels : callLabels(kind, atMs)
    const page = {
      kind,
      party: { number: thread.number, name },
      atMs,
      seconds: kind === 'missed' ? null : seconds,
      transcript: kind === 'voicemail' ? told.text : null,
      audio: audio[0]?.ref ?? null,
      labels,
    }
    await sink.add(`Takeout/Voice/${folder}/${file}`, callPage(page, calendar))
    expected.pages++
    if (folder === 'Spam') expected.spam++
    note(told, {
      file: `${folder}/${file}`,
      index: 1,
      peer: thread.number || null,
      peerName: name || null,
      from: told.from ? thread.number || null : firm.number,
      group: null,
      attachments: audio,
      labels,
      deleted: false,
    })
  }

  type Sent = { type: Attachment['kind']; ref: string; disk: string | null }
  async function writeMedia(folder: string, stem: string, told: Told): Promise<Sent[]> {
    const written: Sent[] = []
    for (const [i, wanted] of told.media.entries()) {
      const ref = `${stem}-${i + 1}`
      const type = wanted === 'video' ? 'video' : wanted === 'card' ? 'contact_card' : 'image'
      // Files of a cut name are told apart by their number only, so none of those may be missing.
      const whole = `${ref}`.length <= STEM_MAX
      const gone =
        type === 'video' || (type === 'image' && whole && ++counted.image % EVERY.missingImage === 0)
      let disk: string | null = null
      if (!gone) {
        disk = files.take(folder, ref, type === 'image' ? '.png' : '.vcf')
        await sink.add(
          `Takeout/Voice/${folder}/${disk}`,
          type === 'image' ? picture(wanted as Motif) : contactCard(told.from),
        )
      }
      expected.attachments[gone ? 'missing' : 'resolved']++
      written.push({ type, ref, disk })
    }
    return written
  }

  function picture(motif: Motif): Buffer {
    if (freshMedia) return drawPicture(motif, chance.fork(`picture ${++counted.picture}`))
    const known = pictures.get(motif) ?? drawPicture(motif, chance.fork(motif))
    pictures.set(motif, known)
    return known
  }

  function note(
    told: Told,
    where: Omit<Truth, 'kind' | 'at' | 'direction' | 'text' | 'transcript' | 'durationSec'>,
  ): void {
    expected.messages++
    expected[told.kind === 'text' ? 'texts' : told.kind === 'voicemail' ? 'voicemails' : 'calls']++
    expected.firstAtMs = Math.min(expected.firstAtMs, told.atMs)
    expected.lastAtMs = Math.max(expected.lastAtMs, told.atMs)
    onMessage?.({
      ...where,
      kind: told.kind,
      at: new Date(told.atMs).toISOString(),
      direction: told.from ? 'in' : 'out',
      text: told.kind === 'text' ? told.text : '',
      transcript: told.kind === 'voicemail' ? told.text || null : null,
      durationSec: told.kind === 'missed' ? null : told.seconds,
    })
  }

  function see(name: string, number: string): void {
    if (!name || !number) return
    const known = numbersByName.get(name)
    if (known) known.add(number)
    else numbersByName.set(name, new Set([number]))
  }

  function textLabels(lastMs: number): readonly Label[] {
    if (nowMs - lastMs > 45 * DAY_MS && chance.odds(0.5)) return ['sms']
    return chance.odds(0.9) ? ['sms', 'inbox'] : ['inbox', 'sms']
  }

  function callLabels(kind: Exclude<Told['kind'], 'text'>, atMs: number): readonly Label[] {
    if (kind === 'placed' || kind === 'received') return [kind]
    const unread: Label[] = nowMs - atMs < DAY_MS ? ['unread'] : []
    return [kind, 'inbox', ...unread]
  }

  return {
    write,
    messages: () => expected.messages,
    async finish() {
      await sink.add('Takeout/Voice/Phones.vcf', phones())
      await sink.add('Takeout/Voice/Bills.html', bills())
      await sink.add('Takeout/Voice/Greetings/Greeting 1.mp3', silentMp3(freshMedia ? 9 : 0.3))
      await sink.add('Takeout/archive_browser.html', browser())
      for (const [name, messages] of onlyMineByName)
        if (numbersByName.get(name)?.size !== 1) expected.peerUnknown += messages
      expected.people = numbers.size
      return expected
    },
  }
}

const spamLabels: readonly Label[] = ['spam']

/** The thread's messages by page, pages by their first message: calls alone, texts together until a long silence. */
function inPages({ told }: Thread): Told[][] {
  const pages: Told[][] = []
  let open: Told[] = []
  for (const one of [...told].sort((a, b) => a.atMs - b.atMs)) {
    if (one.kind !== 'text') {
      pages.push([one])
      continue
    }
    const before = open.at(-1)
    if (!before || one.atMs - before.atMs > PAGE_GAP_MS || open.length === PAGE_TEXTS_MAX) {
      open = []
      pages.push(open)
    }
    open.push(one)
  }
  return pages
}

function sender(from: Person, thread: Thread, lost: boolean): Party {
  if (lost) return { number: '', name: '' }
  return thread.group ? party(from, from.number) : { number: thread.number, name: from.saved }
}

/** In a group an unsaved number stands for its own name. */
function party(person: Person, number: string): Party {
  return { number, name: person.saved || number }
}
