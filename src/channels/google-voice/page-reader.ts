import type { AttachmentKind } from '../message.ts'
import { type Attributes, type TokenListener, tokenizerFor } from './tokens.ts'

/** Someone a page names, as written there; address and name may be empty. */
export type WirePerson = {
  address: string
  name: string
  /** The account's owner: written as `abbr.fn`, everybody else as `span.fn`. Null when neither is there. */
  mine: boolean | null
}

/** One message or call as it stands on the page, before anything is made of it. Null: not there. */
export type WireRecord = {
  time: string | null
  who: WirePerson | null
  /** Line breaks as `\n`. */
  text: string | null
  /** The text's own end was not found: the page breaks off in it. */
  textCutOff: boolean
  transcript: string | null
  /** The highest confidence of a transcript's words, 0 to 1. */
  confidenceMax: number | null
  duration: string | null
  attachments: { kind: AttachmentKind; reference: string }[]
  /** Its bytes are not UTF-8. */
  garbled: boolean
}

/** A page as it stands. */
export type WirePage = {
  form: 'conversation' | 'call' | null
  title: string
  /** First line of a call's heading, `Voicemail from`; empty for a conversation. */
  heading: string
  /** Null when the page has no list of participants. */
  participants: WirePerson[] | null
  records: WireRecord[]
  /** Fragments of the label links: `sms`, `inbox`, … */
  labels: Set<string>
  deletedStatus: string
}

/** Where a damaged page is taken up again. Text cannot look like this: `<` is always escaped in it. */
const PIECES = /<div class="(?:message|haudio|participants|tags|deletedStatusContainer)"|<abbr class="dt"/g

/**
 * Reads the HTML of a page. Never throws; every message or call of which a beginning is left gives a
 * record. Pieces in which `isGarbled` give records that are marked so.
 */
export function readPage(html: string, isGarbled: (piece: string) => boolean): WirePage {
  const reader = new PageReader()
  const tokenize = tokenizerFor(reader)
  let start = 0
  const readUpTo = (end: number) => {
    const piece = html.slice(start, end)
    reader.beginPiece()
    tokenize(piece)
    reader.endPiece(isGarbled(piece))
    start = end
  }
  for (const { index } of html.matchAll(PIECES)) readUpTo(index)
  readUpTo(html.length)
  return reader.page
}

type Capture = 'title' | 'heading' | 'name' | 'text' | 'transcript' | 'confidence' | 'deletedStatus'

class PageReader implements TokenListener {
  readonly page: WirePage = {
    form: null,
    title: '',
    heading: '',
    participants: null,
    records: [],
    labels: new Set(),
    deletedStatus: '',
  }
  /** The record whose elements come now, and how many of its `div`s are open. */
  private record: WireRecord | null = null
  private depth = 0
  /** The record that the piece is about. */
  private recordOfPiece: WireRecord | null = null
  private person: WirePerson | null = null
  private inParticipants = false
  /** What the text that comes now is, and the tag whose end ends it. */
  private capture: Capture | null = null
  private captureTag = ''
  private captured = ''

  beginPiece(): void {
    this.person = null
    this.inParticipants = false
    this.recordOfPiece = this.record
  }

  endPiece(garbled: boolean): void {
    this.endCapture(false)
    if (garbled && this.recordOfPiece) this.recordOfPiece.garbled = true
  }

  listening(): boolean {
    return this.capture !== null
  }

  text(piece: string): void {
    this.captured += piece
  }

  close(tag: string): void {
    if (tag === this.captureTag) this.endCapture(true)
    if (tag === 'cite' || tag === 'div') this.person = null
    if (tag === 'div') this.closeDiv()
  }

  open(tag: string, attributes: Attributes): void {
    switch (tag) {
      case 'div':
        this.openDiv(firstWord(attributes.class))
        break
      case 'cite':
        this.openPerson()
        break
      case 'a':
        this.openLink(attributes)
        break
      case 'abbr':
        this.openAbbr(attributes)
        break
      case 'span':
        this.openSpan(firstWord(attributes.class))
        break
      case 'q':
        this.beginCapture('text', tag)
        break
      case 'br':
        this.text('\n')
        break
      case 'img':
        this.attach('image', attributes.src)
        break
      case 'audio':
        this.attach('audio', attributes.src)
        break
      case 'title':
        this.beginCapture('title', tag)
    }
  }

  private openDiv(name: string): void {
    this.endCapture(false)
    this.depth++
    switch (name) {
      case 'message':
        this.openRecord('conversation')
        break
      case 'haudio':
        this.openRecord('call')
        break
      case 'contributor':
        this.openPerson()
        break
      case 'hChatLog':
        this.page.form ??= 'conversation'
        break
      case 'participants':
        this.inParticipants = true
        this.page.participants ??= []
        break
      case 'tags':
        this.record = null
        break
      case 'deletedStatusContainer':
        this.record = null
        this.beginCapture('deletedStatus', 'div')
    }
  }

  private closeDiv(): void {
    this.inParticipants = false
    if (--this.depth === 0) this.record = null
  }

  private openRecord(form: 'conversation' | 'call'): void {
    this.page.form ??= form
    this.record = {
      time: null,
      who: null,
      text: null,
      textCutOff: false,
      transcript: null,
      confidenceMax: null,
      duration: null,
      attachments: [],
      garbled: false,
    }
    this.recordOfPiece = this.record
    this.depth = 1
    this.page.records.push(this.record)
  }

  private openPerson(): void {
    this.person = { address: '', name: '', mine: null }
    if (this.inParticipants) this.page.participants?.push(this.person)
    else if (this.record) this.record.who ??= this.person
  }

  private openLink(attributes: Attributes): void {
    const href = attributes.href ?? ''
    const name = firstWord(attributes.class)
    if (name === 'tel') {
      if (this.person && href.startsWith('tel:')) this.person.address = href.slice(4).trim()
    } else if (name === 'video') this.attach('video', href)
    else if (name === 'vcard') this.attach('contact_card', href)
    else if (attributes.rel === 'tag') this.page.labels.add(href.slice(href.indexOf('#') + 1).toLowerCase())
  }

  private openAbbr(attributes: Attributes): void {
    switch (firstWord(attributes.class)) {
      case 'fn':
        this.openName(true, 'abbr')
        break
      case 'dt':
        // A second time without a new beginning: the mark of the message it belongs to is lost.
        if (!this.record || this.record.time !== null) this.openRecord('conversation')
        this.setTime(attributes.title)
        break
      case 'published':
        this.setTime(attributes.title)
        break
      case 'duration':
        if (this.record) this.record.duration ??= attributes.title ?? null
    }
  }

  private openSpan(name: string): void {
    if (name === 'fn') this.person ? this.openName(false, 'span') : this.beginCapture('heading', 'span')
    else if (name === 'full-text') this.beginCapture('transcript', 'span')
    else if (name === 'confidence') this.beginCapture('confidence', 'span')
  }

  private openName(mine: boolean, tag: string): void {
    if (!this.person) return
    this.person.mine = mine
    this.beginCapture('name', tag)
  }

  private setTime(time: string | undefined): void {
    if (this.record) this.record.time ??= time ?? ''
  }

  private attach(kind: AttachmentKind, reference: string | undefined): void {
    if (reference) this.record?.attachments.push({ kind, reference })
  }

  private beginCapture(what: Capture, tag: string): void {
    this.endCapture(false)
    this.capture = what
    this.captureTag = tag
    this.captured = ''
  }

  /** `whole`: the element was closed, and not merely overtaken by what cannot be inside it. */
  private endCapture(whole: boolean): void {
    const { capture, captured, page, record } = this
    this.capture = null
    this.captureTag = ''
    switch (capture) {
      case 'title':
        page.title = captured
        break
      case 'heading':
        page.heading ||= captured.trim().split('\n', 1)[0] ?? ''
        break
      case 'deletedStatus':
        page.deletedStatus = captured
        break
      case 'name':
        if (this.person) this.person.name = captured
        break
      case 'text':
        if (record && record.text === null) {
          record.text = captured
          record.textCutOff = !whole
        }
        break
      case 'transcript':
        if (record) record.transcript ??= captured
        break
      case 'confidence':
        if (record)
          record.confidenceMax = Math.max(record.confidenceMax ?? 0, Number.parseFloat(captured) || 0)
    }
  }
}

function firstWord(names: string | undefined): string {
  if (names === undefined) return ''
  const end = names.indexOf(' ')
  return end === -1 ? names : names.slice(0, end)
}
