import type { Fields } from './header-fields.ts'

/**
 * Labels of a mail that no person wrote to us: to a list, by a machine, or as the report that a mail did not arrive; `no_reply`
 * where only something else says that it is not to be answered.
 */
const machineLabels = ['list', 'auto', 'bounce', 'no_reply'] as const
export type AutomaticLabel = (typeof machineLabels)[number]

/** Whether labels of a message say that no person wrote it: an answer would reach nobody, or a machine that answers again. */
export function isOfMachine(labels: readonly string[]): boolean {
  return machineLabels.some((label) => labels.includes(label))
}

/** What an absent person's server writes above its answer, in the languages of our firms' customers. */
const ABSENCE =
  /^(?:(?:automatic|auto)[ -]?(?:reply|response|replied)|out of (?:the )?office(?: auto-?reply| reply)?|automatyczna odpowied[zź]|odpowied[zź] automatyczna|autoodpowied[zź]|poza biurem|nieobecno[sś][cć] w biurze|respuesta autom[aá]tica)\s*(?::|-|$)/iu
const DAEMON = /^(?:mailer-daemon|mail-daemon|postmaster)@/i
const NO_REPLY = /^(?:[a-z0-9.+_-]*no[._-]?reply|do[._-]?not[._-]?reply|bounces?)(?:[+._-][^@]*)?@/i

/** Fields that tell; others need not be handed in. */
export const automaticFields: ReadonlySet<string> = new Set([
  'auto-submitted',
  'content-type',
  'from',
  'list-id',
  'list-post',
  'list-unsubscribe',
  'precedence',
  'return-path',
  'subject',
  'x-auto-response-suppress',
  'x-autoreply',
  'x-autoreply-from',
  'x-autorespond',
  'x-failed-recipients',
  'x-loop',
])

type Marks = {
  precedence: string
  autoSubmitted: string
  contentType: string
  reportType: string
  returnPath: string | null
  from: string
  subject: string
  names: Set<string>
  suppress: string
}

/** The labels that a mail's header earns; `from` is the address of its sender, `subject` decoded. */
export function automaticLabels(fields: Fields, from = '', subject = ''): AutomaticLabel[] {
  const marks = marksOf(fields, from, subject)
  const labels = labelsOf(marks)
  return labels.length === 0 && isNotToBeAnswered(marks) ? ['no_reply'] : labels
}

/**
 * Whether nothing may ever be sent in answer to a mail with this header without a person's doing (RFC 3834, 2): else two
 * machines answer each other for ever. It is enough that one mark of a machine is there. The same is told by any of its labels.
 */
export function isAutomatic(fields: Fields, from = '', subject = ''): boolean {
  return automaticLabels(fields, from, subject).length > 0
}

function isNotToBeAnswered({ returnPath, names, suppress, from }: Marks): boolean {
  return (
    returnPath === '' ||
    names.has('x-loop') ||
    (suppress !== '' && suppress !== 'none') ||
    NO_REPLY.test(from)
  )
}

function labelsOf(marks: Marks): AutomaticLabel[] {
  const labels: AutomaticLabel[] = []
  const { names } = marks
  if (
    names.has('list-id') ||
    names.has('list-unsubscribe') ||
    names.has('list-post') ||
    /^(?:bulk|list|junk)\b/.test(marks.precedence)
  )
    labels.push('list')
  const isReport = marks.contentType.startsWith('multipart/report')
  // A receipt that a mail was read is a report too, of a mail that did arrive (RFC 8098).
  const isReceipt = isReport && marks.reportType === 'disposition-notification'
  const isUndelivered =
    (isReport && !isReceipt) ||
    names.has('x-failed-recipients') ||
    /^mail(?:er)?-daemon@/i.test(marks.from) ||
    (marks.returnPath === '' && DAEMON.test(marks.from))
  if (isUndelivered) labels.push('bounce')
  const isAuto =
    (marks.autoSubmitted !== '' && marks.autoSubmitted !== 'no') ||
    marks.precedence === 'auto_reply' ||
    names.has('x-autoreply') ||
    names.has('x-autorespond') ||
    names.has('x-autoreply-from') ||
    isReceipt ||
    ABSENCE.test(marks.subject)
  if (isAuto && !isUndelivered) labels.push('auto')
  return labels
}

function marksOf(fields: Fields, from: string, subject: string): Marks {
  const marks: Marks = {
    precedence: '',
    autoSubmitted: '',
    contentType: '',
    reportType: '',
    returnPath: null,
    from,
    subject,
    names: new Set(),
    suppress: '',
  }
  for (const [writtenName, value] of fields) {
    const name = writtenName.toLowerCase()
    const isFirst = !marks.names.has(name)
    marks.names.add(name)
    switch (name) {
      case 'precedence':
        marks.precedence = value.trim().toLowerCase()
        break
      case 'auto-submitted': {
        // One that says a machine wrote it is enough, whatever others say.
        const word =
          value
            .trim()
            .toLowerCase()
            .split(/[\s;(]/, 1)[0] ?? ''
        if (marks.autoSubmitted === '' || marks.autoSubmitted === 'no') marks.autoSubmitted = word
        break
      }
      case 'x-auto-response-suppress':
        marks.suppress = value.trim().toLowerCase()
        break
      case 'content-type':
        if (isFirst) {
          marks.contentType = value.trim().toLowerCase()
          marks.reportType = /report-type\s*=\s*"?([a-z-]+)/i.exec(value)?.[1]?.toLowerCase() ?? ''
        }
        break
      case 'return-path':
        if (isFirst) marks.returnPath = value.replace(/[<>\s]/g, '')
        break
      case 'from':
        if (marks.from === '') marks.from = /<([^<>]*)>/.exec(value)?.[1]?.trim() ?? value.trim()
        break
      case 'subject':
        if (marks.subject === '') marks.subject = value.trim()
    }
  }
  return marks
}
