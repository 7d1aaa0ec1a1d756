import { Link } from '@tanstack/react-router'
import type { TicketDetail } from '../../src/contract/tickets.ts'
import { splitTicket, unlinkConversation } from '../api/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { useTitleOf } from '../inbox/title.ts'
import { Button } from '../parts/button.tsx'
import { useTicketChange } from './use-tickets.ts'

const QUOTE_CHARACTERS = 60

/** The conversations of a ticket, with the messages that it is about. */
export function TicketConversations({ ticket }: { ticket: TicketDetail }) {
  const say = useSay()
  const format = useFormat()
  const titleOf = useTitleOf()
  const mayChange = useMay('tickets.write') && ticket.mergedInto === null
  const { change, busy } = useTicketChange()
  const { conversations, number } = ticket
  const messageCount = conversations.reduce((sum, { messages }) => sum + messages.length, 0)
  return (
    <section aria-label={say('ticket.conversations')}>
      <h2 className="mb-2 font-medium text-sm">{say('ticket.conversations')}</h2>
      {conversations.length === 0 && <p className="text-ink-3 text-sm">{say('ticket.conversations.none')}</p>}
      <ul className="flex flex-col gap-3">
        {conversations.map(({ conversationId, title, lastAt, messages }) => (
          <li key={conversationId} className="rounded-lg border border-line">
            <div className="flex items-center gap-2 border-line border-b px-3 py-1.5">
              <Link
                to="/inbox/$conversationId"
                params={{ conversationId }}
                className="min-w-0 flex-1 truncate font-medium text-sm hover:text-accent hover:underline"
              >
                {titleOf({ title })}
              </Link>
              <span className="shrink-0 text-ink-3 text-xs">{format.brief(lastAt)}</span>
              {mayChange && (
                <Button
                  size="sm"
                  look="quiet"
                  busy={busy}
                  aria-label={say('ticket.unlink.of', { name: titleOf({ title }) })}
                  onClick={() =>
                    change.mutate({
                      work: () => unlinkConversation(ticket.id, conversationId),
                      done: say('ticket.unlinked', { number }),
                    })
                  }
                >
                  {say('ticket.unlink')}
                </Button>
              )}
            </div>
            <ul>
              {messages.map(({ messageId, role, at, text }) => (
                <li key={messageId} className="flex items-start gap-2 px-3 py-2">
                  <div className="min-w-0 flex-1">
                    <Link
                      to="/inbox/$conversationId"
                      params={{ conversationId }}
                      hash={`message-${messageId}`}
                      className="text-sm [overflow-wrap:anywhere] hover:underline"
                    >
                      {text}
                    </Link>
                    <p className="text-ink-3 text-xs">
                      {format.full(at)} · {say(`ticket.role.${role}`)}
                    </p>
                  </div>
                  {mayChange && messageCount > 1 && (
                    <Button
                      size="sm"
                      look="quiet"
                      busy={busy}
                      aria-label={say('ticket.split.of', { text: text.slice(0, QUOTE_CHARACTERS) })}
                      onClick={() =>
                        change.mutate({
                          work: () => splitTicket(ticket.id, [messageId]),
                          done: say('ticket.open.title'),
                        })
                      }
                    >
                      {say('ticket.split')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
