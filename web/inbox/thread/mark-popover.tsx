import { Popover } from 'radix-ui'
import type { Finding } from '../../../src/contract/understanding.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { floatingClass } from '../../parts/floating.tsx'
import { Joined } from '../../parts/joined.tsx'
import { useInWords } from '../../understanding/words.ts'
import type { OpenMark, useOpenMark } from './use-open-mark.ts'

/** What is understood by the words pointed at: a tip that can be read at leisure, for one mark at a time. */
export function MarkPopover({ open, opened }: { open: OpenMark; opened: ReturnType<typeof useOpenMark> }) {
  const { tipId, close, stay, leave } = opened
  return (
    <Popover.Root open onOpenChange={(next) => !next && close()}>
      <Popover.Anchor virtualRef={open.place} />
      <Popover.Content
        role="tooltip"
        id={tipId}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onFocusOutside={(event) => event.preventDefault()}
        onPointerDownOutside={(event) => {
          if (event.target instanceof Node && open.anchor.contains(event.target)) event.preventDefault()
        }}
        onPointerEnter={stay}
        onPointerLeave={leave}
        className={`${floatingClass} w-max max-w-[min(20rem,calc(100vw-1.5rem))]`}
      >
        <ul className="divide-y divide-line">
          {[...Map.groupBy(open.findings, sayingOf)].map(([saying, alike]) => (
            <li key={saying}>
              <Found alike={alike} />
            </li>
          ))}
        </ul>
      </Popover.Content>
    </Popover.Root>
  )
}

/** What a finding says; those that say the same on other words are told of once. */
const sayingOf = ({ kind, value, basis, recogniser }: Finding) =>
  JSON.stringify([kind, value, basis, recogniser])

function Found({ alike }: { alike: readonly Finding[] }) {
  const say = useSay()
  const format = useFormat()
  const inWords = useInWords()
  const [finding] = alike
  if (finding === undefined) return null
  const value = inWords.value(finding)
  const texts = alike.map(({ text }) => text).filter((text) => text !== value)
  return (
    <div className="px-3 py-2 text-sm">
      <p className="text-ink-3 text-xs">{inWords.kind(finding)}</p>
      <p className="font-medium [overflow-wrap:anywhere]">{value}</p>
      {texts.length > 0 && (
        <p className="line-clamp-4 [overflow-wrap:anywhere]">
          {texts.map((text) => say('reading.quote', { text })).join(', ')}
        </p>
      )}
      <p className="mt-0.5 text-ink-2 text-xs">
        <Joined>
          {say(`found.${finding.basis}`)}
          {say('common.sure', { percent: format.sure(Math.max(...alike.map(({ score }) => score))) })}
          <span title={finding.recogniser}>{say('found.by', { who: inWords.finder(finding) })}</span>
        </Joined>
      </p>
    </div>
  )
}
