import { type ReactNode, useState } from 'react'
import type { SourceShown } from '../../src/contract/sources.ts'
import { tellProblem } from '../parts/toasts.tsx'
import { CredentialsDialog } from './credentials-dialog.tsx'
import { liveChannelOf } from './kinds.ts'
import { useGmailConsent } from './use-gmail-consent.ts'

type Credentials = {
  /** Its words are `sources.credentials.` and this; undefined where this page does not know the channel. */
  channel: ReturnType<typeof liveChannelOf>
  busy: boolean
  begin: () => void
  /** To be shown wherever; nothing while it is not under way here. */
  dialog: ReactNode
}

/** How what opens a source is set anew: in a dialog, or at Google. */
export function useCredentials(source: SourceShown, label: string): Credentials {
  const [setting, setSetting] = useState(false)
  const consent = useGmailConsent()
  const channel = liveChannelOf(source)
  if (channel === 'gmail') {
    const asked = { sourceId: source.id, address: source.label }
    return {
      channel,
      busy: consent.isPending || consent.isSuccess,
      begin: () => consent.mutate(asked, { onError: tellProblem }),
      dialog: null,
    }
  }
  return {
    channel,
    busy: false,
    begin: () => setSetting(true),
    dialog: setting && channel !== undefined && (
      <CredentialsDialog source={source} channel={channel} label={label} onClose={() => setSetting(false)} />
    ),
  }
}
