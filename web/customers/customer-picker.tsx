import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer } from '../../src/contract/customers.ts'
import { customersQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { FoundAloud } from '../parts/found-aloud.tsx'
import { Problem } from '../parts/problem.tsx'
import { SearchBox } from '../parts/search-box.tsx'

const SHOWN_MAX = 12

type CustomerPickerProps = { label: string; onPick: (customer: Customer) => void; except?: string }

/** Finds one customer by name or number. */
export function CustomerPicker({ label, onPick, except }: CustomerPickerProps) {
  const say = useSay()
  const format = useFormat()
  const [text, setText] = useState('')
  const found = useInfiniteQuery(customersQuery(text))
  const fitting = found.data?.pages[0]?.items.filter((customer) => customer.id !== except) ?? []
  const customers = fitting.slice(0, SHOWN_MAX)
  return (
    <div className="p-2">
      <SearchBox value={text} onChange={setText} label={label} hint={label} />
      <FoundAloud
        asked={text}
        count={found.isSuccess ? customers.length : undefined}
        hasMore={fitting.length > SHOWN_MAX}
      />
      <ul className="mt-1 flex min-h-24 flex-col">
        {customers.map((customer) => (
          <li key={customer.id}>
            <button
              type="button"
              onClick={() => onPick(customer)}
              className="flex w-full flex-col rounded-md px-2 py-1.5 text-left hover:bg-hover pointer-coarse:py-2.5"
            >
              <span className="truncate text-sm">{customer.name ?? say('common.nameless')}</span>
              <span className="figures truncate text-ink-3 text-xs">
                {customer.contactPoints.map((point) => format.address(point.value)).join(', ')}
              </span>
            </button>
          </li>
        ))}
        {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
        {found.isSuccess && customers.length === 0 && (
          <li className="px-2 py-3 text-ink-3 text-sm">{say('inbox.customer.none')}</li>
        )}
      </ul>
    </div>
  )
}
