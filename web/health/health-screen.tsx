import '../i18n/en-health.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { AlertList, PastAlerts } from './alert-list.tsx'
import { CheckList } from './check-list.tsx'
import { Checks } from './checks.tsx'
import { Figures } from './figures.tsx'
import { ModelCosts } from './model-costs.tsx'
import { useDashboard, useHealth } from './use-health.ts'

/** Whether all is well, what needs a look, and the figures behind it. */
export function HealthScreen() {
  const say = useSay()
  const health = useHealth()
  const mail = useDashboard('hour').data?.mail
  const mayReadChecks = useMay('checks.read')
  return (
    <SettingsPage title={say('health.title')} lead={say('health.lead')}>
      {health.isPending && <SkeletonRows rows={5} height={40} label={say('common.loading')} />}
      {health.isError && health.data === undefined && (
        <Problem error={health.error} onRetry={() => void health.refetch()} />
      )}
      {health.data && <CheckList report={health.data} />}
      <AlertList mail={mail} />
      {mayReadChecks && <Checks />}
      <Figures />
      <ModelCosts />
      <PastAlerts />
    </SettingsPage>
  )
}
