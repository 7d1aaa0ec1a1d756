import { CornerDownLeft, PenLine, TriangleAlert } from 'lucide-react'
import { type ComponentProps, useEffect, useState } from 'react'
import type { RejectionReason, Suggestion } from '../../../src/contract/suggestions.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { late } from '../../parts/late.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useInWords } from '../../understanding/words.ts'
import { SuggestionGrounds } from './suggestion-grounds.tsx'

const RejectForm = late(() => import('./reject-form.tsx').then((module) => module.RejectForm))

/** Who presses in the moment that a better draft takes the place of one has not read it. */
const READ_MS_MIN = 800

/** What follows when it is not wanted: another one, or none. */
export type Refusing = 'another' | 'none'

type SuggestionCardProps = {
  suggestion: Suggestion
  /** Whether another one stood there before it. */
  tookPlace: boolean
  mayAct: boolean
  isWriting: boolean
  onSend: (suggestion: Suggestion) => void
  onEdit: (suggestion: Suggestion) => void
  onReject: (how: { reason: RejectionReason; note: string; another: boolean }) => void
}

/** A drafted answer: its words, what they rest on, and what one can do with it. */
export function SuggestionCard(props: SuggestionCardProps) {
  const { suggestion, tookPlace, mayAct, isWriting, onSend, onEdit, onReject } = props
  const say = useSay()
  const [refusing, setRefusing] = useState<Refusing | null>(null)
  const [left, setLeft] = useState<Refusing | null>(null)
  const isReadable = useAfter(tookPlace ? READ_MS_MIN : 0)
  useShortcuts(
    {
      a: ({ repeat }) => !repeat && isReadable && onSend(suggestion),
      c: () => onEdit(suggestion),
      n: () => setRefusing('another'),
      x: () => setRefusing('none'),
    },
    mayAct && refusing === null,
  )
  const danger = fixedFor(suggestion)
  return (
    <section
      aria-label={say('suggestion.label')}
      className={`rounded-lg border bg-raised ${danger === undefined ? 'border-edge border-dashed' : 'border-emergency'}`}
    >
      <Head danger={danger} />
      <p
        lang={suggestion.language}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long words scroll, by keys as well
        tabIndex={0}
        className={`mx-1 ${isWriting ? 'max-h-24' : 'max-h-[min(28dvh,16rem)]'} overflow-y-auto whitespace-pre-wrap break-words rounded-md px-2 py-1 [overflow-wrap:anywhere]`}
      >
        {suggestion.text}
      </p>
      <SuggestionGrounds suggestion={suggestion} isFixed={danger !== undefined} />
      {mayAct && refusing === null && (
        <div className="flex flex-wrap items-center gap-1.5 px-3 pt-1 pb-2.5">
          <Act
            keys="a"
            label={say('suggestion.send')}
            look={isWriting ? 'plain' : 'primary'}
            icon={CornerDownLeft}
            disabled={!isReadable}
            onClick={() => onSend(suggestion)}
          />
          <Act keys="c" label={say('suggestion.edit')} onClick={() => onEdit(suggestion)} />
          {(['another', 'none'] as const).map((what) => (
            <Act
              key={what}
              ref={left === what ? focusOn : undefined}
              keys={what === 'another' ? 'n' : 'x'}
              label={say(`suggestion.${what}`)}
              look="quiet"
              className={`pointer-coarse:px-2 ${what === 'another' ? 'ml-auto' : ''}`}
              onPointerEnter={RejectForm.fetch}
              onFocus={RejectForm.fetch}
              onClick={() => setRefusing(what)}
            />
          ))}
        </div>
      )}
      {refusing !== null && (
        <RejectForm
          refusing={refusing}
          onCancel={() => {
            setLeft(refusing)
            setRefusing(null)
          }}
          onReject={(reason, note) => onReject({ reason, note, another: refusing === 'another' })}
        />
      )}
    </section>
  )
}

/** Whether `ms` have gone by since it was first shown. */
function useAfter(ms: number): boolean {
  const [over, setOver] = useState(ms === 0)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return over
}

const focusOn = (button: HTMLButtonElement | null) => button?.focus()

/** The danger that the fixed text is for; undefined where words are drafted. */
function fixedFor({ reasons }: Suggestion): string | undefined {
  const reason = reasons.find(({ code, params }) => code === 'hazard' && params.text === 'fixed')
  return reason === undefined ? undefined : String(reason.params.hazard)
}

function Head({ danger }: { danger: string | undefined }) {
  const say = useSay()
  const inWords = useInWords()
  if (danger !== undefined)
    return (
      <h3 className="flex items-center gap-1.5 px-3 pt-2 font-semibold text-emergency text-xs">
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        {say('suggestion.fixed', { hazard: inWords.hazard(danger) })}
      </h3>
    )
  return (
    <h3 className="flex items-center gap-1.5 px-3 pt-2 font-medium text-ink-2 text-xs">
      <PenLine aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      {say('suggestion.label')}
      <span className="font-normal text-ink-3">{say('suggestion.draft')}</span>
    </h3>
  )
}

type ActProps = Omit<ComponentProps<typeof Button>, 'children'> & { label: string; keys: string }

function Act({ label, keys, ...button }: ActProps) {
  return (
    <Button size="sm" title={`${label} (${keys})`} aria-keyshortcuts={keys} {...button}>
      {label}
    </Button>
  )
}
