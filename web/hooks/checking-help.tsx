import { useSay } from '../i18n/i18n.tsx'
import { CopiedText } from '../parts/copied-text.tsx'
import { nodeReceiver, pythonReceiver } from './example.ts'

/** How another system checks that a call is the firm's own: for whoever sets it up there. */
export function CheckingHelp() {
  const say = useSay()
  return (
    <details className="rounded-lg border border-line px-4 py-3">
      <summary className="cursor-pointer font-medium">{say('hooks.how')}</summary>
      <div className="mt-2 flex flex-col gap-4">
        <p className="text-ink-2 text-sm">{say('hooks.how.lead')}</p>
        <CopiedText label={say('hooks.how.node')} copy={say('hooks.how.node.copy')} text={nodeReceiver} />
        <CopiedText
          label={say('hooks.how.python')}
          copy={say('hooks.how.python.copy')}
          text={pythonReceiver}
        />
      </div>
    </details>
  )
}
