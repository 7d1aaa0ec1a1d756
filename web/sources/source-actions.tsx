import { Link } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { SourceShown } from '../../src/contract/sources.ts'
import { isMoving } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass, IconButton } from '../parts/button.tsx'
import { Popover, PopoverClose } from '../parts/popover.tsx'
import { tell } from '../parts/toasts.tsx'
import { useCredentials } from './credentials.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { useSourceChanges } from './use-sources.ts'
import { WebhookDialog } from './webhook-dialog.tsx'

/** What may be done with a source by who looks: the usual thing at hand, the rest behind one button. */
export function SourceActions({ source, label }: { source: SourceShown; label: string }) {
  const say = useSay()
  const writes = useMay('sources.write')
  const manages = useMay('sources.manage')
  const imports = useMay('imports.write')
  const more = useRef<HTMLButtonElement>(null)
  const [removing, setRemoving] = useState(false)
  const [calling, setCalling] = useState(false)
  const { channel, busy, begin, dialog } = useCredentials(source, label)
  const { ask, pause, resume } = useSourceChanges(source)
  const told = useToldNews({ source, label })
  const fromMenu = (open: () => void) => () => {
    more.current?.focus() // where one comes back to when the dialog closes
    open()
  }
  if (!source.live) {
    if (!imports) return null
    return (
      <Link to="/import" className={buttonClass('plain', 'md', 'self-start')}>
        {say('sources.archive')}
      </Link>
    )
  }
  const paused = source.state === 'paused'
  return (
    <div className="flex shrink-0 gap-2">
      {writes &&
        (paused ? (
          <Button
            aria-label={say('sources.resume.label', { label })}
            busy={resume.isPending}
            onClick={() => resume.mutate()}
          >
            {say('sources.resume')}
          </Button>
        ) : (
          <Button
            aria-label={say('sources.ask.label', { label })}
            busy={ask.isPending || isMoving(source.run?.status)}
            onClick={() => ask.mutate(undefined, { onSuccess: told.expect })}
          >
            {say('sources.ask')}
          </Button>
        ))}
      {(writes || manages) && (
        <Popover
          label={say('sources.more', { label })}
          align="end"
          className="w-64 p-1.5"
          trigger={<IconButton label={say('sources.more', { label })} icon={Ellipsis} ref={more} />}
        >
          <div className="flex flex-col">
            {writes && !paused && (
              <PopoverClose>
                <Button
                  look="quiet"
                  className="justify-start"
                  busy={pause.isPending}
                  onClick={() => pause.mutate()}
                >
                  {say('sources.pause')}
                </Button>
              </PopoverClose>
            )}
            {manages && channel !== undefined && (
              <PopoverClose>
                <Button look="quiet" className="justify-start" busy={busy} onClick={fromMenu(begin)}>
                  {say(`sources.credentials.${channel}`)}…
                </Button>
              </PopoverClose>
            )}
            {manages && channel === 'postmark' && (
              <PopoverClose>
                <Button look="quiet" className="justify-start" onClick={fromMenu(() => setCalling(true))}>
                  {say('sources.webhook')}…
                </Button>
              </PopoverClose>
            )}
            {manages && (
              <PopoverClose>
                <Button look="quiet" className="justify-start" onClick={fromMenu(() => setRemoving(true))}>
                  {say('sources.remove')}…
                </Button>
              </PopoverClose>
            )}
          </div>
        </Popover>
      )}
      {dialog}
      {calling && <WebhookDialog source={source} onClose={() => setCalling(false)} />}
      {removing && <RemoveDialog source={source} label={label} onClose={() => setRemoving(false)} />}
    </div>
  )
}

/** Tells, once what was asked for by hand has come, how much it was; what goes wrong instead is told at the source. */
function useToldNews({ source: { messages, run }, label }: { source: SourceShown; label: string }) {
  const say = useSay()
  const [before, setBefore] = useState<number>()
  const moving = isMoving(run?.status)
  useEffect(() => {
    if (before === undefined || moving) return
    setBefore(undefined)
    if (run?.status !== 'completed') return
    const n = messages - before
    tell(n > 0 ? say('sources.asked.news', { label, n }) : say('sources.asked.none', { label }))
  }, [before, moving, run, messages, say, label])
  return { expect: () => setBefore(messages) }
}
