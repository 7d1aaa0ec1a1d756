import type { Webhook } from '../../src/contract/webhooks.ts'
import { useSay } from '../i18n/i18n.tsx'
import { CopiedText } from '../parts/copied-text.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'
import { exampleCall } from './example.ts'

const STANDARD = { name: 'Standard Webhooks', url: 'https://www.standardwebhooks.com' }
const headers = ['id', 'timestamp', 'signature'] as const

/** How another system signs its calls: for whoever sets it up there. */
export function SigningHelp({ webhook }: { webhook: Webhook }) {
  const say = useSay()
  const [before = '', after = ''] = say('webhooks.how.lead').split('{standard}')
  return (
    <SettingsSection
      title={say('webhooks.how')}
      lead={
        <>
          {before}
          <a href={STANDARD.url} target="_blank" rel="noreferrer" className="text-accent underline">
            {STANDARD.name}
          </a>
          {after}
        </>
      }
    >
      <dl className="divide-y divide-line rounded-lg border border-line text-sm">
        {headers.map((header) => (
          <div key={header} className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[10rem_1fr]">
            <dt>
              <code className="text-xs">webhook-{header}</code>
            </dt>
            <dd className="text-ink-2">{say(`webhooks.how.${header}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-ink-2 text-sm">{say('webhooks.how.again')}</p>
      <CopiedText
        label={say('webhooks.example')}
        hint={say('webhooks.example.hint')}
        copy={say('webhooks.example.copy')}
        text={exampleCall(webhook)}
      />
    </SettingsSection>
  )
}
