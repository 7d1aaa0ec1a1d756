import { useMutation } from '@tanstack/react-query'
import { postmarkSettingsShape, type SourceShown } from '../../src/contract/sources.ts'
import { makeSourceWebhook } from '../api/endpoints.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { CopiedField } from '../parts/copied-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr, DialogButtons } from '../parts/dialog-buttons.tsx'
import { Problem } from '../parts/problem.tsx'

/** Making another address at which a source calls; then the address, shown this once. */
export function WebhookDialog({ source, onClose }: { source: SourceShown; onClose: () => void }) {
  const say = useSay()
  const make = useMutation({ mutationFn: () => makeSourceWebhook(source.id) })
  const { data: settings } = postmarkSettingsShape.safeParse(source.settings)
  if (make.data !== undefined)
    return <WebhookMade url={make.data.url} address={settings?.address ?? source.label} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={say('sources.webhook')} lead={say('sources.webhook.lead')}>
      {make.isError && (
        <div className="p-4">
          <Problem error={make.error} />
        </div>
      )}
      <CancelOr onCancel={onClose} busy={make.isPending} onClick={() => make.mutate()}>
        {say('sources.webhook.submit')}
      </CancelOr>
    </Dialog>
  )
}

type WebhookMadeProps = {
  url: string
  /** Where customers write to, and where Postmark takes that mail in, if that is known. */
  address: string
  inbound?: string | undefined
  onClose: () => void
}

/** The address, and where it belongs at Postmark. */
export function WebhookMade({ url, address, inbound, onClose }: WebhookMadeProps) {
  const say = useSay()
  return (
    <Dialog
      open
      steady
      onClose={onClose}
      title={say('sources.webhook.made')}
      lead={say('sources.webhook.made.lead')}
    >
      <div className="flex flex-col gap-4 p-4">
        <CopiedField label={say('sources.webhook.url')} text={url} />
        <ol className="flex list-decimal flex-col gap-1.5 pl-5 text-sm [overflow-wrap:anywhere]">
          <li>{say('sources.webhook.inbound')}</li>
          <li>{say('sources.webhook.events')}</li>
          {inbound !== undefined && <li>{say('sources.webhook.forward', { address, inbound })}</li>}
        </ol>
        {!url.startsWith('https:') && <p className="text-caution text-sm">{say('sources.webhook.open')}</p>}
      </div>
      <DialogButtons>
        <Button look="primary" className="max-sm:flex-1" onClick={onClose}>
          {say('common.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
