import { useMutation, useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { switchFirm } from '../api/endpoints.ts'
import { firmsQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tellProblem } from '../parts/toasts.tsx'

/** The firms one may look at, where there is more than one. */
export function FirmSwitch() {
  const say = useSay()
  const firms = useQuery(firmsQuery).data?.items ?? []
  const change = useMutation({
    mutationFn: switchFirm,
    // A fresh page: nothing fetched for the other firm may be shown.
    onSuccess: () => location.assign('/'),
    onError: tellProblem,
  })
  if (firms.length < 2) return null
  return (
    <section>
      <h2 className="mb-1 text-ink-3 text-xs">{say('nav.firm')}</h2>
      <ul className="-mx-1">
        {firms.map((firm) => (
          <li key={firm.id}>
            <button
              type="button"
              aria-pressed={firm.current}
              disabled={change.isPending}
              onClick={() => firm.current || change.mutate(firm.id)}
              className="flex h-8 w-full items-center gap-2 rounded-md px-1 text-left text-sm hover:bg-hover pointer-coarse:h-11"
            >
              <Check
                aria-hidden
                className={`size-4 shrink-0 text-accent ${firm.current ? '' : 'invisible'}`}
              />
              <span className="min-w-0 flex-1 truncate">{firm.name}</span>
              {firm.sample && <span className="text-ink-3 text-xs">{say('nav.firm.sample')}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
