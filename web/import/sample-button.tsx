import { useMutation, useQuery } from '@tanstack/react-query'
import { makeSampleFirm } from '../api/endpoints.ts'
import { firmsQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'

/** Makes the sample firm, if there is none, and leads to its day, where what comes in is to be seen. */
export function SampleButton() {
  const say = useSay()
  const isThere = useQuery(firmsQuery).data?.items.some(({ sample }) => sample) ?? false
  const make = useMutation({
    mutationFn: makeSampleFirm,
    // It is another firm from here on: nothing that was fetched before may be shown.
    onSuccess: () => location.assign('/today'),
  })
  return (
    <>
      <Button busy={make.isPending} onClick={() => make.mutate()}>
        {say(
          isThere ? 'welcome.sample.open' : make.isPending ? 'welcome.sample.busy' : 'welcome.sample.submit',
        )}
      </Button>
      {make.isError && <Problem className="mt-3" error={make.error} onRetry={() => make.mutate()} />}
    </>
  )
}
