import { FlaskConical, Mail, ShieldAlert, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Message } from '../../../src/contract/conversations.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { late } from '../../parts/late.tsx'
import { isWritten, kindIcons } from '../kinds.ts'
import { Attachments, audioOf } from './attachments.tsx'
import { Delivery } from './delivery.tsx'
import { Reading } from './reading.tsx'
import { SaidWords } from './said-words.tsx'

const MailPage = late(() => import('./mail-page.tsx').then((module) => module.MailPage))
const VoicePlayer = late(() => import('./voice-player.tsx').then((module) => module.VoicePlayer))

/** One message: words, a call, or a recording with its transcript; and what was sent along. */
export function MessageView({ message, name }: { message: Message; name: string }) {
  const say = useSay()
  const format = useFormat()
  const ours = message.direction === 'out'
  const [asCame, setAsCame] = useState(false)
  const others = message.attachments.filter((attachment) => !isPlayed(message, attachment.kind))
  return (
    <div className="min-w-0 flex-1">
      {message.subject !== null && <p className="mb-0.5 font-medium">{message.subject}</p>}
      {message.senderProof === 'failed' && (
        <p className="mb-0.5 flex items-center gap-1 text-caution text-sm">
          <ShieldAlert aria-hidden className="size-4 shrink-0" /> {say('message.forged')}
        </p>
      )}
      {asCame ? (
        <MailPage message={message} name={name} onText={() => setAsCame(false)} />
      ) : isWritten(message.kind) ? (
        message.text !== '' && (
          <p
            className={`w-fit max-w-full whitespace-pre-wrap break-words [overflow-wrap:anywhere] ${ours ? '-ml-2 rounded-md bg-accent-soft px-2 py-0.5' : ''}`}
          >
            <SaidWords message={message} />
          </p>
        )
      ) : (
        <Spoken message={message} name={name} />
      )}
      {message.text === '' && !asCame && isWritten(message.kind) && message.attachments.length === 0 && (
        <p className="text-ink-3 italic">{say('message.empty')}</p>
      )}
      {message.markup !== null && !asCame && (
        <Button
          look="quiet"
          size="sm"
          icon={Mail}
          onClick={() => setAsCame(true)}
          className={`-ml-2 ${message.markup === 'more' ? '' : 'focus-visible:opacity-100 group-hover/message:opacity-100 pointer-fine:opacity-0'}`}
        >
          {say('message.asCame')}
        </Button>
      )}
      {others.length > 0 && <Attachments attachments={others} />}
      {isSandboxed(message) && (
        <p className="mt-0.5 flex items-center gap-1 text-2xs text-ink-3">
          <FlaskConical aria-hidden className="size-3 shrink-0" /> {say('message.sandbox')}
        </p>
      )}
      {message.delivery !== null && <Delivery delivery={message.delivery} />}
      <Reading message={message} />
      {message.notBefore !== null && (
        <p className="mt-0.5 text-2xs text-ink-3">
          {say('message.between', { from: format.full(message.notBefore), to: format.full(message.at) })}
        </p>
      )}
      {message.deleted && (
        <p className="mt-0.5 flex items-center gap-1 text-2xs text-ink-3">
          <Trash2 aria-hidden className="size-3" /> {say('message.deleted')}
        </p>
      )}
    </div>
  )
}

/** What was written in the sample firm: see `SANDBOX_LABEL` of src/channels/sandbox. */
const isSandboxed = ({ channel, direction, labels }: Message) =>
  channel === 'google-voice' && direction === 'out' && labels.includes('sandbox')

const isPlayed = (message: Message, kind: string) =>
  kind === 'audio' && (message.kind === 'voicemail' || message.kind === 'recorded')

/** A call, with how long it took; a voicemail or a recording with its player and transcript. */
function Spoken({ message, name }: { message: Message; name: string }) {
  const say = useSay()
  const format = useFormat()
  const Icon = kindIcons[message.kind]
  const silent = message.kind === 'placed' && !message.durationSeconds
  const recording = message.kind === 'voicemail' || message.kind === 'recorded'
  const audio = message.attachments.find((attachment) => attachment.kind === 'audio')
  const { url, problem } = audioOf(audio, say)
  return (
    <div>
      <p className="flex items-center gap-2 py-0.5 text-ink-2">
        <Icon aria-hidden className="size-4 shrink-0" />
        {say(silent ? 'message.placed.silent' : `message.${message.kind}`)}
        {message.durationSeconds ? (
          <span className="figures text-ink-3">{format.length(message.durationSeconds)}</span>
        ) : null}
      </p>
      {recording && (
        <div className="@container mt-1">
          <div className="grid max-w-2xl gap-x-4 gap-y-1 border-line-strong border-l-2 pl-3 @lg:grid-cols-[minmax(0,17rem)_minmax(0,1fr)]">
            {(url !== null || problem !== null) && (
              <div>
                {url !== null && (
                  <VoicePlayer
                    url={url}
                    fileName={audio?.files[0]?.fileName ?? ''}
                    label={say('message.audio', { name, time: format.full(message.at) })}
                    durationSeconds={message.durationSeconds}
                  />
                )}
                {problem !== null && <p className="text-caution text-sm">{problem}</p>}
              </div>
            )}
            {message.transcript ? (
              <blockquote
                title={say('message.transcript')}
                className="whitespace-pre-wrap break-words @lg:py-1"
              >
                {message.text === '' ? <SaidWords message={message} /> : message.transcript}
              </blockquote>
            ) : (
              <p className="text-ink-3 text-sm @lg:py-1">{say('message.noTranscript')}</p>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
