import { useMutation } from '@tanstack/react-query'
import { makeSampleFirm } from '../api/endpoints.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'

/** Makes the sample firm, if there is none, and leads to its import. */
export function SampleButton() {
  const say = useSay()
  const make = useMutation({
    mutationFn: makeSampleFirm,
    // It is another firm from here on: nothing that was fetched before may be shown.
    onSuccess: ({ syncId }) => location.assign(`/import/${syncId}`),
  })
  return (
    <>
      <Button busy={make.isPending} onClick={() => make.mutate()}>
        {say(make.isPending ? 'welcome.sample.busy' : 'welcome.sample.submit')}
      </Button>
      {make.isError && <Problem className="mt-3" error={make.error} onRetry={() => make.mutate()} />}
    </>
  )
}
