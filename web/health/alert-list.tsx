import type { Dashboard } from '../../src/contract/monitoring.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'
import { AlertLine } from './alert-line.tsx'
import { useAlerts, usePastAlerts } from './use-health.ts'

/** What needs a look now, and who is mailed of it. */
export function AlertList({ mail }: { mail: Dashboard['mail'] | undefined }) {
  const say = useSay()
  const list = useAlerts()
  const alerts = list.data?.alerts
  return (
    <SettingsSection title={say('alerts.title')} lead={mail && <Mailed mail={mail} />}>
      {list.isPending && <SkeletonRows rows={1} height={72} label={say('common.loading')} />}
      {list.isError && alerts === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {alerts?.length === 0 && <p className="text-ink-2 text-sm">{say('alerts.none')}</p>}
      {alerts !== undefined && alerts.length > 0 && (
        <Lines label={say('alerts.title')}>
          {alerts.map((alert) => (
            <AlertLine key={alert.alertId} alert={alert} />
          ))}
        </Lines>
      )}
    </SettingsSection>
  )
}

function Mailed({ mail: { set, recipients, unproved } }: { mail: Dashboard['mail'] }) {
  const say = useSay()
  if (!set) return say('alerts.mail.unset')
  if (recipients === 0) return say('alerts.mail.none')
  return (
    <>
      {say('alerts.mail', { n: recipients })} {unproved > 0 && say('alerts.mail.unproved', { n: unproved })}
    </>
  )
}

/** What needed a look before, newest first. */
export function PastAlerts() {
  const say = useSay()
  const list = usePastAlerts()
  const alerts = list.data?.pages.flatMap((page) => page.alerts)
  return (
    <SettingsSection title={say('alerts.past')}>
      {list.isError && alerts === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {alerts?.length === 0 && <p className="text-ink-2 text-sm">{say('alerts.past.none')}</p>}
      {alerts !== undefined && alerts.length > 0 && (
        <Lines label={say('alerts.past')}>
          {alerts.map((alert) => (
            <AlertLine key={alert.alertId} alert={alert} />
          ))}
        </Lines>
      )}
      <MoreButton pages={list} className="self-start" />
    </SettingsSection>
  )
}
