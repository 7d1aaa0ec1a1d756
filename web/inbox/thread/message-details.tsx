import '../../i18n/en-messages.ts'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Message } from '../../../src/contract/conversations.ts'
import type { MessageSource } from '../../../src/contract/message-source.ts'
import { messageSourceQuery } from '../../api/queries.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { buttonClass } from '../../parts/button.tsx'
import { SkeletonRows } from '../../parts/empty.tsx'

type Mail = NonNullable<MessageSource['mail']>

/** Where a message came from: of a mail its header in words, what its source calls it, and the whole of it to be saved. */
export function MessageDetails({ message }: { message: Message }) {
  const say = useSay()
  const format = useFormat()
  const source = useQuery(messageSourceQuery(message.id))
  if (source.isPending) return <SkeletonRows rows={3} height={24} label={say('common.loading')} />
  if (source.isError) return <p className="px-4 pb-3 text-ink-3 text-sm">{say('source.gone')}</p>
  const { mail, gmail, postmark, receivedAt, bytes, place, channel } = source.data
  return (
    <div className="px-4 pb-4 text-xs">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        {mail && <InWords mail={mail} proof={message.senderProof} />}
        {gmail && (
          <Line name={say('source.gmail')}>
            {[
              say('source.gmail.message', { id: gmail.messageId }),
              gmail.threadId && say('source.gmail.thread', { id: gmail.threadId }),
              gmail.labels.length > 0 && say('source.gmail.labels', { labels: gmail.labels.join(', ') }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Line>
        )}
        {postmark && (
          <Line name={say('source.postmark')}>
            {[postmark.messageId, postmark.stream, postmark.tag].filter(Boolean).join(' · ')}
          </Line>
        )}
        <Line name={say('source.received')}>
          {format.full(receivedAt)} · {format.bytes(bytes)}
        </Line>
        {!gmail && !postmark && (
          <Line name={say('source.place')}>{mail ? `${channel} · ${place}` : place}</Line>
        )}
      </dl>
      {mail && (
        <>
          <details className="mt-2">
            <summary className="min-h-6 cursor-pointer text-ink-2">{say('source.header')}</summary>
            <textarea
              readOnly
              rows={10}
              aria-label={say('source.header')}
              value={mail.fields.map(({ name, value }) => `${name}: ${value}`).join('\n')}
              className="mt-1 w-full resize-y rounded-md border border-line-strong bg-desk p-2 font-mono text-2xs"
            />
          </details>
          {mail.isWhole && (
            <a
              href={`/api/messages/${message.id}/original`}
              download={`${message.id}.eml`}
              className={buttonClass('plain', 'sm', 'mt-2')}
            >
              <Download aria-hidden className="size-4 shrink-0" />
              {say('source.save')}
            </a>
          )}
        </>
      )}
    </div>
  )
}

function InWords({ mail, proof }: { mail: Mail; proof: Message['senderProof'] }) {
  const say = useSay()
  const people = (all: Mail['from']) =>
    all.map(({ name, address }) => (name === null ? address : `${name} <${address}>`)).join(', ')
  return (
    <>
      {(['from', 'to', 'cc', 'replyTo'] as const).map(
        (field) =>
          mail[field].length > 0 && (
            <Line key={field} name={say(`source.${field}`)}>
              {people(mail[field])}
            </Line>
          ),
      )}
      {mail.date !== null && <Line name={say('source.date')}>{mail.date}</Line>}
      {proof !== null && <Line name={say('source.proof')}>{say(`source.proof.${proof}`)}</Line>}
      {mail.authentication !== null && mail.authentication.results.length > 0 && (
        <Line name={say('source.checks')}>
          {mail.authentication.results
            .map(({ method, result, of }) => `${method.toUpperCase()} ${result}${of ? ` (${of})` : ''}`)
            .join(', ')}{' '}
          <span className="text-ink-3">· {mail.authentication.server}</span>
        </Line>
      )}
      {mail.messageId !== null && <Line name={say('source.messageId')}>{mail.messageId}</Line>}
      {mail.references.length + mail.inReplyTo.length > 0 && (
        <Line name={say('source.references')}>
          {[...new Set([...mail.references, ...mail.inReplyTo])].join(', ')}
        </Line>
      )}
    </>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  )
}
