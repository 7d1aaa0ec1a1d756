import type { Calendar } from './calendar.ts'

/** A page's label, which is the fragment of its link. */
export type Label = keyof typeof labelNames

const labelNames = {
  sms: 'Text',
  inbox: 'Inbox',
  placed: 'Placed',
  received: 'Received',
  missed: 'Missed',
  voicemail: 'Voicemail',
  unread: 'Unread',
  spam: 'Spam',
} as const

/** Someone in a page: an address as written, and the name beside it. */
export type Party = { number: string; name: string }

export type Attachment = {
  kind: 'image' | 'video' | 'contact_card'
  /** The name the page uses: uncut, without extension. */
  reference: string
}

/** A text as it goes into a page. `from` is null for the owner's own. */
export type Text = { atMs: number; from: Party | null; text: string; attachments: Attachment[] }

export type TextPage = {
  /** The other's name, or empty. Not used in a group. */
  name: string
  /** Everyone but the owner, in a group; else null. */
  group: Party[] | null
  texts: Text[]
  labels: readonly Label[]
  deleted: boolean
}

export type CallPage = {
  kind: 'placed' | 'received' | 'missed' | 'voicemail'
  party: Party
  atMs: number
  /** Null for a missed call. */
  seconds: number | null
  /** What was said; empty when it could not be transcribed. Only for voicemails. */
  transcript: string | null
  /** File name of the recording, uncut, with extension; null when there is none. */
  audio: string | null
  labels: readonly Label[]
}

/** The words a call page begins with, and its type in the file name. */
export const callWords = {
  placed: ['Placed call to', 'Placed'],
  received: ['Received call from', 'Received'],
  missed: ['Missed call from', 'Missed'],
  voicemail: ['Voicemail from', 'Voicemail'],
} as const

/** A page of texts as Takeout writes it. `owner` is the firm's number. */
export function textPage(page: TextPage, owner: string, calendar: Calendar): string {
  const { name, group, texts, labels, deleted } = page
  const title = group ? 'Group Conversation' : `${texts[0]?.from === null ? 'Me to\n' : ''}${escaped(name)}`
  const participants = group
    ? `<div class="participants">Group conversation with:\n${group.map((one) => cite(one)).join(', ')}</div>`
    : ''
  const messages = texts.map((text) => message(text, owner, calendar)).join(' ')
  return `${head(title)}<div class="hChatLog hfeed">${participants}\n${messages}</div>\n\n${tags(labels)}${deletion(deleted)}</body></html>`
}

/** A page of one call or voicemail as Takeout writes it. */
export function callPage(page: CallPage, calendar: Calendar): string {
  const { kind, party, atMs, seconds, transcript, audio, labels } = page
  const words = callWords[kind][0]
  const name = escaped(party.name)
  return [
    `${head(`${words}\n${name}`)}<div class="haudio"><span class="album">Call Log for\n</span>`,
    `<span class="fn">${words}\n${name}</span>`,
    `<div class="contributor vcard">${words}`,
    `<a class="tel" href="tel:${party.number}"><span class="fn">${name}</span></a></div>`,
    `<abbr class="published" title="${calendar.title(atMs)}">${calendar.shown(atMs)}</abbr>`,
    transcript === null ? '' : spoken(transcript, seconds ?? 0),
    audio === null
      ? seconds === null
        ? ''
        : '<br />'
      : `<br />\n<audio controls="controls" src="${escaped(audio)}"><a rel="enclosure" href="${escaped(audio)}">Audio</a></audio>\n\n`,
    seconds === null ? '\n' : duration(seconds),
    '',
    `${tags(labels)}${deletion(false)}</div></body></html>`,
  ].join('\n')
}

function message({ atMs, from, text, attachments }: Text, owner: string, calendar: Calendar): string {
  const sender = from
    ? cite(from)
    : `<cite class="sender vcard"><a class="tel" href="tel:${owner}"><abbr class="fn" title="">Me</abbr></a></cite>`
  const time = `<abbr class="dt" title="${calendar.title(atMs)}">${calendar.shown(atMs)}</abbr>`
  const quote = escaped(text).replaceAll('\n', '<br>')
  return `<div class="message">${time}:\n${sender}:\n<q>${quote}</q>\n${attachments.map(attached).join(' ')}</div>`
}

function attached({ kind, reference }: Attachment): string {
  const name = escaped(reference)
  if (kind === 'image') return `<div><img src="${name}" alt="Image MMS Attachment" /></div>`
  if (kind === 'video') return `<div><a class="video" href="${name}">Video attachment</a></div>`
  return `<div><a class="vcard" href="${name}">Contact card attachment</a></div>`
}

function cite({ number, name }: Party): string {
  return `<cite class="sender vcard"><a class="tel" href="tel:${number}"><span class="fn">${escaped(name)}</span></a></cite>`
}

/** A transcript with its words and their times, spread evenly over the length; confidence follows the word's length. */
function spoken(transcript: string, seconds: number): string {
  const text = transcript || 'Unable to transcribe this message.'
  const words = text.split(/\s+/)
  const step = (seconds * 0.9) / words.length
  const spans = words.map((word, i) => {
    const confidence = transcript === '' ? 0 : 0.97 - ((word.length * 7 + i * 13) % 45) / 100
    const level = confidence > 0.8 ? 'high' : confidence > 0.65 ? 'med' : 'low'
    return [
      `<span class="word ${level}">${escaped(word)}`,
      `<span class="start-time">${(i * step).toFixed(3)}</span>`,
      `<span class="end-time">${(i * step + step * 0.8).toFixed(3)}</span>`,
      `<span class="confidence">${confidence.toFixed(7)}</span></span>`,
    ].join('\n')
  })
  return `Transcript:\n<span class="description"><span class="full-text">${escaped(text)}</span>\n${spans.join(' ')}</span>\n`
}

/** `<abbr class="duration" title="PT1M5S">(00:01:05)</abbr>` */
function duration(seconds: number): string {
  const h = Math.floor(seconds / 3600)
  const m = Math.floor((seconds % 3600) / 60)
  const s = seconds % 60
  const iso = `PT${h ? `${h}H` : ''}${m ? `${m}M` : ''}${s || seconds === 0 ? `${s}S` : ''}`
  return `<abbr class="duration" title="${iso}">(${[h, m, s].map((n) => String(n).padStart(2, '0')).join(':')})</abbr>`
}

function tags(labels: readonly Label[]): string {
  const links = labels.map((l) => `<a rel="tag" href="http://www.google.com/voice#${l}">${labelNames[l]}</a>`)
  return `<div class="tags">Labels:\n${links.join(', ')}</div>`
}

function deletion(deleted: boolean): string {
  return `\n<div class="deletedStatusContainer">User Deleted:\n${deleted ? 'True' : 'False'}</div>`
}

/** The beginning of every page of an export; `title` is escaped already. */
export function head(title: string): string {
  return `<?xml version="1.0" ?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />\n<title>${title}</title>\n${STYLE}<body>`
}

/** Text or attribute as Takeout escapes it: five references, everything else as it is. */
export function escaped(text: string): string {
  return text.replace(/[&<>'"]/g, (c) => REFERENCES[c] ?? c)
}

const REFERENCES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&quot;',
}

/** Our own, in the place and about the size of the block that every page of an export repeats. */
const STYLE = `<style type="text/css">
        body { margin: 24px auto; width: 720px; font: 13px/1.5 sans-serif; color: #222; }
        a { color: #1a56a0; text-decoration: none; }
        a:hover { text-decoration: underline; }

        .hChatLog { border: 1px solid #ddd; border-radius: 4px; padding: 12px; }
        .hChatLog .message { padding: 4px 0; }
        .hChatLog .message + .message { border-top: 1px solid #f0f0f0; }
        .hChatLog .participants { margin-bottom: 8px; color: #666; }
        .hChatLog q { quotes: none; margin-left: 4px; }
        .hChatLog q::before, .hChatLog q::after { content: ""; }
        .hChatLog img { max-width: 320px; display: block; margin-top: 4px; }
        abbr { border: none; text-decoration: none; color: #777; }
        cite { font-style: normal; font-weight: bold; }
        cite .fn { color: #111; }

        .haudio { border: 1px solid #ddd; border-radius: 4px; padding: 12px; }
        .haudio .album { display: none; }
        .haudio > .fn { font-size: 16px; font-weight: bold; white-space: pre-line; }
        .haudio .contributor { display: none; }
        .haudio .published, .haudio .duration { display: block; }
        .haudio .description { display: block; margin: 8px 0; padding: 8px; background: #f7f7f7; }
        .haudio .full-text { display: block; }
        .haudio .word { display: none; }
        .haudio .word .start-time, .haudio .word .end-time, .haudio .word .confidence { display: none; }
        .haudio audio { width: 320px; margin-top: 4px; }

        .tags { margin-top: 12px; color: #666; }
        .tags a { margin-right: 4px; }
        .deletedStatusContainer { color: #999; font-size: 11px; }
      </style></head>
`
