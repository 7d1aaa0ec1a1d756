import '../i18n/en-sources-room.ts'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft, ChevronRight } from 'lucide-react'
import { liveChannels } from '../../src/contract/sources.ts'
import { useMay } from '../api/use-may.ts'
import { useTitle } from '../frame/use-title.ts'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'
import { AddSourceForm } from './add-source-form.tsx'
import { GmailForm } from './gmail-form.tsx'
import { kindIcon } from './kinds.ts'

const route = getRouteApi('/app/sources/add')

/** Adding a source: first what kind it is, then how it is reached. */
export function AddSourceScreen() {
  const say = useSay()
  const { channel } = route.useSearch()
  const title = say(channel === undefined ? 'sources.add' : `sources.add.${channel}.title`)
  useTitle(title)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-7 px-4 py-6 md:px-8">
        <header className="max-w-2xl">
          <Link
            to="/sources"
            className="-ml-1 mb-2 inline-flex items-center gap-1 rounded-sm px-1 text-ink-3 text-sm hover:text-ink"
          >
            <ArrowLeft aria-hidden className="size-3.5" /> {say('sources.back')}
          </Link>
          <h1 className="font-semibold text-xl">{title}</h1>
          <p className="mt-1 text-ink-2">
            {say(channel === undefined ? 'sources.add.lead' : `sources.add.${channel}.lead`)}
          </p>
        </header>
        {channel === undefined ? (
          <KindChoice />
        ) : channel === 'gmail' ? (
          <GmailForm />
        ) : (
          <AddSourceForm key={channel} channel={channel} />
        )}
      </div>
    </div>
  )
}

function KindChoice() {
  const say = useSay()
  const imports = useMay('imports.write')
  const line =
    'flex items-center gap-4 px-4 py-3.5 -outline-offset-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover'
  return (
    <ul aria-label={say('sources.add.lead')} className="divide-y divide-line rounded-lg border border-line">
      {liveChannels.map((channel) => (
        <li key={channel}>
          <Link to="/sources/add" search={{ channel }} className={line}>
            <Kind channel={channel} name={`sources.add.${channel}`} hint={`sources.add.${channel}.for`} />
          </Link>
        </li>
      ))}
      {imports && (
        <li>
          <Link to="/import" className={line}>
            <Kind
              channel="google-voice"
              name="sources.add.google-voice"
              hint="sources.add.google-voice.for"
            />
          </Link>
        </li>
      )}
    </ul>
  )
}

function Kind({ channel, name, hint }: { channel: string; name: Key; hint: Key }) {
  const say = useSay()
  const Icon = kindIcon(channel)
  return (
    <>
      <Icon aria-hidden className="size-5 shrink-0 text-ink-3" strokeWidth={1.75} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{say(name)}</span>
        <span className="block text-ink-2 text-sm">{say(hint)}</span>
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3" />
    </>
  )
}
