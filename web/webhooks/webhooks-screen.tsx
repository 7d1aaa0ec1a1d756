import '../i18n/en-webhooks.ts'
import { useQuery } from '@tanstack/react-query'
import { webhooksQuery } from '../api/queries.ts'
import { HooksSection } from '../hooks/hooks-section.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { SigningHelp } from './signing-help.tsx'
import { WebhookSection } from './webhook-section.tsx'

/** Which other systems hear what changes here; what they may tell the firm, where they call, and how both is signed. */
export function WebhooksScreen() {
  const say = useSay()
  const webhooks = useQuery(webhooksQuery)
  const [first] = webhooks.data?.items ?? []
  return (
    <SettingsPage title={say('webhooks.title')} lead={say('webhooks.lead')}>
      <HooksSection />
      {webhooks.isPending && <SkeletonRows rows={3} height={64} label={say('common.loading')} />}
      {webhooks.isError && <Problem error={webhooks.error} onRetry={() => void webhooks.refetch()} />}
      {webhooks.data?.items.map((webhook) => (
        <WebhookSection key={webhook.source} webhook={webhook} />
      ))}
      {first && <SigningHelp webhook={first} />}
    </SettingsPage>
  )
}
