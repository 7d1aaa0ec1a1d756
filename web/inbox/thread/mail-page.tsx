import '../../i18n/en-messages.ts'
import { useQuery } from '@tanstack/react-query'
import { FileText, Images, Maximize2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Message } from '../../../src/contract/conversations.ts'
import { messageSourceQuery } from '../../api/queries.ts'
import { useSpeaking } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/problem.tsx'

/** What a browser may do with a mail: open its links elsewhere. It runs nothing, and is in an origin of its own. */
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'
const LINE_CHARS = 70
const LINE_REM = 1.5
/** Room for what is around the words: margins, a logo. */
const AROUND_REM = 8
const HEIGHT_REM = { min: 16, max: 40 }

/**
 * A mail as its sender made it, in a frame that neither runs scripts nor belongs to our origin. So nobody can ask the frame how high its
 * page is: it is as high as the words take, scrolls in itself, and can be drawn larger, or opened over the whole window.
 */
export function MailPage({ message, name, onText }: { message: Message; name: string; onText: () => void }) {
  const { say, language } = useSpeaking()
  const source = useQuery(messageSourceQuery(message.id))
  const [pictures, setPictures] = useState<'own' | 'remote'>('own')
  const [isLarge, setLarge] = useState(false)
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => back.current?.focus({ preventScroll: true }), []) // the button that was pressed is gone
  if (source.isError) return <Problem error={source.error} onRetry={() => void source.refetch()} />
  const page = source.data?.mail?.page
  const frame = (
    <iframe
      key={pictures}
      src={`/api/messages/${message.id}/page?pictures=${pictures}&language=${language}`}
      title={say('mail.frame', { name })}
      sandbox={SANDBOX}
      referrerPolicy="no-referrer"
      className="size-full rounded-md border border-line-strong bg-sheet"
    />
  )
  return (
    <div className="mt-1">
      <div className="mb-1 flex flex-wrap gap-1">
        <Button ref={back} size="sm" look="quiet" icon={FileText} onClick={onText}>
          {say('mail.asText')}
        </Button>
        <Button size="sm" look="quiet" icon={Maximize2} onClick={() => setLarge(true)}>
          {say('mail.larger')}
        </Button>
        {pictures === 'own' && page != null && page.remotePictures > 0 && (
          <Button
            size="sm"
            icon={Images}
            title={say('mail.pictures.hint')}
            onClick={() => setPictures('remote')}
          >
            {say('mail.pictures', { n: page.remotePictures })}
          </Button>
        )}
      </div>
      {pictures === 'own' && page != null && page.remotePictures > 0 && (
        <p className="mb-1 text-2xs text-ink-3">{say('mail.pictures.hint')}</p>
      )}
      <div
        className="resize-y overflow-hidden"
        style={{ height: `min(${heightRem(message.text)}rem, 70dvh)`, maxHeight: '90dvh' }}
      >
        {frame}
      </div>
      {page != null && page.countingPixels > 0 && (
        <p className="mt-1 text-2xs text-ink-3">{say('mail.pixels', { n: page.countingPixels })}</p>
      )}
      {page?.cut && <p className="mt-1 text-2xs text-ink-3">{say('mail.cut')}</p>}
      {isLarge && (
        <Dialog
          open
          shape="whole"
          onClose={() => setLarge(false)}
          title={message.subject || say('mail.frame', { name })}
        >
          <div className="min-h-0 flex-1 p-2">{frame}</div>
        </Dialog>
      )}
    </div>
  )
}

function heightRem(text: string): number {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE_CHARS)), 0)
  return Math.min(HEIGHT_REM.max, Math.max(HEIGHT_REM.min, lines * LINE_REM + AROUND_REM))
}
