import '../i18n/en-customers.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useParams, useRouterState } from '@tanstack/react-router'
import { SearchX, UserPlus, UsersRound } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { customersQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { FoundAloud } from '../parts/found-aloud.tsx'
import { Problem } from '../parts/problem.tsx'
import { SearchBox } from '../parts/search-box.tsx'
import { useShortcuts } from '../parts/shortcuts.ts'
import { focusedRow } from '../parts/use-one-stop.ts'
import { VirtualList } from '../parts/virtual-list.tsx'
import { CustomerPage } from './customer-page.tsx'
import { CUSTOMER_ROW_HEIGHT, CustomerRow } from './customer-row.tsx'
import { NewCustomerDialog } from './new-customer-dialog.tsx'

const route = getRouteApi('/app/customers')
const openRoute = getRouteApi('/app/customers/$customerId')

/** Everybody the firm talks with, and one of them opened beside the list. */
export function CustomersScreen() {
  const say = useSay()
  const text = route.useSearch().text ?? ''
  const navigate = route.useNavigate()
  const searchText = useRouterState({ select: (state) => state.location.searchStr })
  const openId = useParams({ strict: false }).customerId
  const list = useInfiniteQuery(customersQuery(text))
  const customers = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const [cursor, setCursor] = useState<string | undefined>(openId)
  const chosenId = openId ?? cursor
  const mayAdd = useMay('customers.write')
  const [adding, setAdding] = useState(false)
  const Title = openId === undefined ? 'h1' : 'h2'
  useTitle(openId === undefined ? say('nav.customers') : undefined)

  const search = useCallback(
    (words: string) => void navigate({ search: { text: words === '' ? undefined : words }, replace: true }),
    [navigate],
  )
  const open = (id: string | undefined) => {
    if (id === undefined) return
    setCursor(id)
    void navigate({
      to: '/customers/$customerId',
      params: { customerId: id },
      search: (was) => was,
      replace: openId !== undefined,
    })
  }
  const at = customers.findIndex((customer) => customer.id === chosenId)
  /** Steps from the row that has the focus, and else from the one that is chosen. */
  const step = (by: 1 | -1) => {
    const focused = customers.findIndex((customer) => customer.id === focusedRow())
    open(customers[(focused === -1 ? at : focused) + by]?.id)
  }
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    escape: () => void navigate({ to: '/customers', search: (was) => was }),
  })

  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label={say('customers.list')}
        className={`flex min-h-0 w-full flex-col low:overflow-y-auto md:w-80 md:shrink-0 md:border-line md:border-r 2xl:w-96 ${openId === undefined ? '' : 'max-md:invisible max-md:absolute max-md:inset-0'}`}
      >
        <header className="flex flex-col gap-2 border-line border-b px-3 pt-3 pb-2">
          <div className="flex min-h-8 items-center justify-between gap-2 pl-1">
            <Title className="font-semibold">{say('nav.customers')}</Title>
            {mayAdd && (
              <Button size="sm" icon={UserPlus} onClick={() => setAdding(true)}>
                {say('customers.add')}
              </Button>
            )}
          </div>
          <SearchBox
            slash
            value={text}
            onChange={search}
            label={say('customers.search.label')}
            hint={say('customers.search')}
          />
        </header>
        <FoundAloud
          asked={text}
          count={list.isSuccess ? customers.length : undefined}
          hasMore={list.hasNextPage}
        />
        {list.isPending ? (
          <SkeletonRows rows={12} height={CUSTOMER_ROW_HEIGHT} label={say('common.loading')} />
        ) : list.isError && customers.length === 0 ? (
          <Problem className="m-3" error={list.error} onRetry={() => void list.refetch()} />
        ) : customers.length === 0 ? (
          <Empty
            icon={text === '' ? UsersRound : SearchX}
            title={say(text === '' ? 'customers.empty' : 'customers.empty.search')}
            hint={say(text === '' ? 'customers.empty.hint' : 'customers.empty.search.hint')}
          />
        ) : (
          <VirtualList
            which={text}
            items={customers}
            keyOf={(customer) => customer.id}
            rowHeight={CUSTOMER_ROW_HEIGHT}
            label={say('customers.list')}
            inSight={at}
            more={{
              has: list.hasNextPage && !list.isFetchNextPageError,
              loading: list.isFetchingNextPage,
              load: () => void list.fetchNextPage(),
            }}
            row={(customer, tabIndex) => (
              <CustomerRow
                search={searchText}
                customer={customer}
                chosen={customer.id === chosenId}
                tabIndex={tabIndex}
              />
            )}
            foot={
              list.isFetchNextPageError && (
                <Problem className="m-3" error={list.error} onRetry={() => void list.fetchNextPage()} />
              )
            }
          />
        )}
      </section>
      <div className={`min-h-0 min-w-0 flex-1 ${openId === undefined ? 'hidden md:flex' : 'flex'}`}>
        <Outlet />
      </div>
      {adding && (
        <NewCustomerDialog
          onAdded={(id) => {
            setAdding(false)
            open(id)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  )
}

/** What stands beside the list while nobody is open. */
export function NobodyOpen() {
  const say = useSay()
  return (
    <div className="grid flex-1 place-items-center">
      <Empty icon={UsersRound} title={say('customers.choose')} hint={say('customers.choose.hint')} />
    </div>
  )
}

/** The customer that the address names. */
export function OpenCustomer() {
  const { customerId } = openRoute.useParams()
  return <CustomerPage key={customerId} customerId={customerId} />
}
