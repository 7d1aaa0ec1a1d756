import { Link } from '@tanstack/react-router'
import type { SourceShown } from '../../src/contract/sources.ts'
import { useMay } from '../api/use-may.ts'
import { type Format, useFormat } from '../i18n/format.tsx'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { useNow } from '../parts/use-now.ts'
import type { Condition } from './condition.ts'
import { useCredentials } from './credentials.tsx'

type SourceTroubleProps = { source: SourceShown; label: string; condition: Condition }

/** What is wrong with a source, why, what comes of it, and what a person can do right here; nothing where all is well. */
export function SourceTrouble({ source, label, condition }: SourceTroubleProps) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const manages = useMay('sources.manage')
  const { channel, busy, begin, dialog } = useCredentials(source, label)
  const sentences = sentencesOf({ source, condition, now, say, format })
  return (
    // Always there, so that what comes into it is read out.
    <div role="status">
      {sentences.length > 0 && (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md bg-caution-soft px-3 py-2 text-sm">
          <p className="min-w-0 flex-1 basis-60">
            {sentences.map((sentence, index) => (
              <span key={sentence} className={index === 0 ? 'font-medium' : 'text-ink-2'}>
                {sentence}{' '}
              </span>
            ))}
          </p>
          {condition === 'needs_you' && manages && channel !== undefined && (
            <Button look="primary" busy={busy} onClick={begin}>
              {say(`sources.credentials.${channel}`)}…
            </Button>
          )}
          {(condition === 'incomplete' || condition === 'broke_off') && source.run !== null && (
            <Link
              to="/import/$syncId"
              params={{ syncId: source.run.syncId }}
              aria-label={say('sources.run.label', { label })}
              className={buttonClass('plain')}
            >
              {say('sources.run')}
            </Link>
          )}
        </div>
      )}
      {dialog}
    </div>
  )
}

type Telling = { source: SourceShown; condition: Condition; now: number; say: Say; format: Format }

function sentencesOf({ source, condition, now, say, format }: Telling): string[] {
  const { channel, trouble } = source
  switch (condition) {
    case 'incomplete':
      return [say('sources.incomplete')]
    case 'broke_off':
      return [say('sources.broke_off')]
    case 'needs_you':
      return [troubleInWords(say, channel, trouble?.code), say('sources.goesOn.needed')]
    case 'waiting':
    case 'trying': {
      const told = [troubleInWords(say, channel, trouble?.code)]
      if (trouble === null) return told
      const isDue = condition === 'trying' || trouble.tryAt === null || Date.parse(trouble.tryAt) <= now
      return [
        ...told,
        say('sources.failures', { n: trouble.failures }),
        isDue
          ? say('sources.next.now')
          : say('sources.next', { time: format.brief(trouble.tryAt ?? '', now) }),
        say('sources.goesOn'),
      ]
    }
    default:
      return []
  }
}

function troubleInWords(say: Say, channel: string, code = ''): string {
  const key = `sources.trouble.${channel}.${code}`
  return isKey(key) ? say(key) : say('sources.trouble.other')
}
