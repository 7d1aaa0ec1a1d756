import { Popover } from 'radix-ui'
import { use } from 'react'
import type { Finding } from '../../../src/contract/understanding.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { FloatingPlace } from '../../parts/dialog.tsx'
import { Joined } from '../../parts/joined.tsx'
import { floatingClass } from '../../parts/popover.tsx'
import { useInWords } from '../../understanding/words.ts'
import type { useOpenMark } from './use-open-mark.ts'

/** What is understood by the words pointed at: a tip that can be read at leisure, for one mark at a time. */
export function MarkPopover({ opened }: { opened: ReturnType<typeof useOpenMark> }) {
  const place = use(FloatingPlace)
  const { open, tipId, close, stay, leave } = opened
  if (open === null) return null
  return (
    <Popover.Root open onOpenChange={(next) => !next && close()}>
      <Popover.Anchor virtualRef={open.place} />
      <Popover.Portal container={place}>
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
            {open.findings.map((finding) => (
              <li key={`${finding.kind} ${finding.start} ${JSON.stringify(finding.value)}`}>
                <Found finding={finding} />
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Found({ finding }: { finding: Finding }) {
  const say = useSay()
  const format = useFormat()
  const inWords = useInWords()
  return (
    <div className="px-3 py-2 text-sm">
      <p className="text-ink-3 text-xs">{inWords.kind(finding)}</p>
      <p className="font-medium [overflow-wrap:anywhere]">{inWords.value(finding)}</p>
      <p className="mt-0.5 text-ink-2 text-xs">
        <Joined>
          {say(`found.${finding.basis}`)}
          {say('common.sure', { percent: format.percent(finding.score) })}
          <span title={finding.recogniser}>{say('found.by', { who: inWords.finder(finding) })}</span>
        </Joined>
      </p>
    </div>
  )
}
