import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { firmsQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { ChooseArchive } from './choose-archive.tsx'
import { PastRuns } from './past-runs.tsx'
import { SampleButton } from './sample-button.tsx'
import { forgetUpload, useUpload } from './upload.ts'
import { UploadProgress } from './upload-progress.tsx'

/** Bringing an archive in, and what was brought in before. */
export function ImportScreen() {
  const say = useSay()
  const upload = useUpload()
  const navigate = useNavigate()
  const client = useQueryClient()
  const mayImport = useMay('imports.write')
  const mayMakeFirms = useMay('firms.make')
  const inSample = useQuery(firmsQuery).data?.items.some(({ current, sample }) => current && sample)
  useTitle(say('import.title'))

  useEffect(() => {
    if (upload.phase !== 'started') return
    forgetUpload()
    void client.invalidateQueries({ queryKey: ['runs', 'list'] })
    void navigate({ to: '/import/$syncId', params: { syncId: upload.syncId } })
  }, [upload, client, navigate])

  const busy = upload.phase === 'uploading' || upload.phase === 'starting' || upload.phase === 'started'
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-6 md:px-8">
        <header>
          <h1 className="font-semibold text-xl">{say('import.title')}</h1>
          <p className="mt-1 text-ink-2">{say(mayImport ? 'import.lead' : 'import.lead.read')}</p>
        </header>
        {mayImport && (
          <>
            {busy ? (
              <UploadProgress upload={upload} />
            ) : (
              <ChooseArchive failure={upload.phase === 'failed' ? upload.error : null} />
            )}
            <HowTo />
          </>
        )}
        {mayMakeFirms && inSample === false && (
          <section className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t pt-4">
            <div className="min-w-0 flex-1">
              <h2 className="font-medium">{say('import.sample')}</h2>
              <p className="text-ink-2 text-sm">{say('import.sample.hint')}</p>
            </div>
            <SampleButton />
          </section>
        )}
        <PastRuns />
      </div>
    </div>
  )
}

function HowTo() {
  const say = useSay()
  const steps = ['import.howTo.1', 'import.howTo.2', 'import.howTo.3', 'import.howTo.4'] as const
  return (
    <details className="group -mt-4">
      <summary className="w-fit text-accent text-sm hover:underline">{say('import.howTo')}</summary>
      <ol className="mt-2 flex list-decimal flex-col gap-1 pl-5 text-sm">
        {steps.map((step) => (
          <li key={step}>{say(step)}</li>
        ))}
      </ol>
    </details>
  )
}
