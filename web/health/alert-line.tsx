import { Link } from '@tanstack/react-router'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Alert, Severity } from '../../src/contract/monitoring.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'
import { useAlertWords } from './words.ts'

const severityClass: Record<Severity, string> = {
  low: 'bg-hover text-ink-2',
  medium: 'bg-hover text-ink-2',
  high: 'bg-caution-soft text-caution',
  critical: 'bg-caution-soft font-medium text-caution',
}

/** One alert: how grave, what, since when, what to do; and, once it is past, how it ended. */
export function AlertLine({ alert }: { alert: Alert }) {
  const say = useSay()
  const { message, next } = useAlertWords()(alert)
  const { resolved, resolvedBy, severity, lasts, note } = alert
  const Icon = resolved ? CircleCheck : TriangleAlert
  return (
    <li className="flex gap-3 px-4 py-3">
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${resolved ? (lasts ? 'text-ink-3' : 'text-good') : 'text-caution'}`}
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
          <span className={`rounded-sm px-1.5 text-xs ${severityClass[severity]}`}>
            {say(`alerts.severity.${severity}`)}
          </span>
          <span className="figures text-ink-3 text-xs">{useSpan(alert)}</span>
        </div>
        <p className="mt-1 font-medium [overflow-wrap:anywhere]">{message}</p>
        {resolved ? (
          <p className="text-ink-2 text-sm">
            {resolvedBy === null ? say('alerts.ended') : say('alerts.resolvedBy', { name: resolvedBy })}{' '}
            {lasts && say('alerts.lasts')} {note !== null && say('alerts.note', { note })}
          </p>
        ) : (
          <>
            <p className="text-ink-2 text-sm">{next}</p>
            <Actions alert={alert} message={message} />
          </>
        )}
      </div>
    </li>
  )
}

const toSources = { to: '/sources', key: 'alerts.toSources' } as const
const toWebhooks = { to: '/settings/webhooks', key: 'alerts.toWebhooks' } as const
const toMirrors = { to: '/settings/mirrors', key: 'alerts.toMirrors' } as const

function Actions({ alert, message }: { alert: Alert; message: string }) {
  const say = useSay()
  const mayResolve = useMay('monitoring.write')
  const seesSources = useMay('sources.read')
  const seesWebhooks = useMay('keys.manage')
  const place = !seesSources
    ? null
    : alert.alertType === 'hook_off'
      ? seesWebhooks
        ? toWebhooks
        : null
      : alert.mirrorId !== null
        ? toMirrors
        : alert.sourceId !== null
          ? toSources
          : null
  const [asking, setAsking] = useState(false)
  if (!mayResolve && place === null) return null
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {place && (
        <Link to={place.to} className={buttonClass('plain', 'sm')}>
          {say(place.key)}
        </Link>
      )}
      {mayResolve && (
        <Button
          size="sm"
          aria-label={say('alerts.resolve.label', { alert: message })}
          onClick={() => setAsking(true)}
        >
          {say('alerts.resolve')}
        </Button>
      )}
      {asking && <ResolveDialog alertId={alert.alertId} message={message} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** When it was: a day and two times, as short as it can be told. */
function useSpan({ beganAt, resolvedAt }: Alert): string {
  const say = useSay()
  const format = useFormat()
  const from = format.full(beganAt)
  if (resolvedAt === null) return say('alerts.since', { from })
  const isSameDay = format.dayKey(beganAt) === format.dayKey(resolvedAt)
  return say('alerts.over', { from, to: isSameDay ? format.time(resolvedAt) : format.full(resolvedAt) })
}
