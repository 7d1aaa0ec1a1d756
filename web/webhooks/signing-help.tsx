import { useRef } from 'react'
import type { Webhook } from '../../src/contract/webhooks.ts'
import { useSay } from '../i18n/i18n.tsx'
import { CopyButton, useCopy } from '../parts/copied-field.tsx'
import { Field } from '../parts/field.tsx'
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
      <Example webhook={webhook} />
    </SettingsSection>
  )
}

function Example({ webhook }: { webhook: Webhook }) {
  const say = useSay()
  const field = useRef<HTMLTextAreaElement>(null)
  const text = exampleCall(webhook)
  const { copied, copy } = useCopy(text, field)
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full">
        <Field label={say('webhooks.example')} hint={say('webhooks.example.hint')}>
          {(ids) => (
            <textarea
              {...ids}
              ref={field}
              readOnly
              wrap="off"
              rows={text.split('\n').length - 1}
              spellCheck={false}
              value={text}
              className="w-full resize-none overflow-x-auto rounded-md border border-line bg-hover px-3 py-2 font-mono text-xs"
            />
          )}
        </Field>
      </div>
      <CopyButton label={say('webhooks.example.copy')} copied={copied} onCopy={() => void copy()} />
    </div>
  )
}
