import type { Conversation } from '../contract/conversations.ts'

const COLUMNS = { waits: 10, who: 26, what: 74 }

/** Conversations as a table for a terminal, in the order given. */
export function triageTable(conversations: readonly Conversation[], now: Date): string {
  const rows = conversations.map((conversation) => {
    const danger =
      conversation.hazard === null ? '' : `[${conversation.hazard.replaceAll('_', ' ').toUpperCase()}] `
    return [
      waits(conversation, now),
      conversation.party.title || 'withheld',
      `${danger}${words(conversation)}`,
    ] as const
  })
  return [['WAITS', 'WHO', 'WHAT'] as const, ...rows]
    .map(
      ([waiting, who, what]) =>
        `${cell(waiting, COLUMNS.waits)}  ${cell(who, COLUMNS.who)}  ${cell(what, COLUMNS.what).trimEnd()}`,
    )
    .join('\n')
}

function words({ last }: Conversation): string {
  if (last.preview !== '') return last.preview
  if (last.kind === 'missed') return '(missed call)'
  if (last.kind === 'voicemail') return '(voicemail without words)'
  return last.attachments > 0 ? '(picture)' : `(${last.kind} call)`
}

function waits({ waitingSince }: Conversation, now: Date): string {
  if (waitingSince === null) return '—'
  const minutes = Math.max(0, Math.round((now.getTime() - new Date(waitingSince).getTime()) / 60_000))
  if (minutes < 60) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}

/** Text cut or padded to `width` characters, as people count them. */
function cell(text: string, width: number): string {
  const characters = [...text.replace(/\s+/gu, ' ')]
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : characters.join('') + ' '.repeat(width - characters.length)
}
