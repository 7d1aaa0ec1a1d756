import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronLeft, Merge } from 'lucide-react'
import { useState } from 'react'
import type { CustomerDetail } from '../../src/contract/customers.ts'
import { isPassing } from '../api/client.ts'
import { customerDetailQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { PageProblem } from '../frame/page-problem.tsx'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import { QuestionCard } from '../questions/question-card.tsx'
import { useAnswer } from '../questions/use-answer.ts'
import { CustomerMergeDialog } from './customer-merge-dialog.tsx'
import { CustomerName } from './customer-name.tsx'
import { MergeList } from './merge-list.tsx'
import { NamesOverTime } from './names-over-time.tsx'
import { PlacesSection } from './places-section.tsx'
import { PointsSection } from './points-section.tsx'
import { PrivacySection } from './privacy-section.tsx'
import { TicketLines } from './ticket-lines.tsx'
import { Timeline } from './timeline.tsx'

/** A customer: name, contact points with their evidence, places, what was merged into it, and all that happened over time. */
export function CustomerPage({ customerId }: { customerId: string }) {
  const say = useSay()
  const customer = useQuery(customerDetailQuery(customerId))
  const failed = customer.isError && (customer.data === undefined || !isPassing(customer.error))
  useTitle(failed ? undefined : customer.data ? (customer.data.name ?? say('common.nameless')) : '')
  if (customer.isPending) return <SkeletonRows rows={6} height={72} label={say('common.loading')} />
  if (failed)
    return (
      <PageProblem
        className="m-4 self-start"
        error={customer.error}
        onRetry={() => void customer.refetch()}
      />
    )
  return <Page customer={customer.data} />
}

function Page({ customer }: { customer: CustomerDetail }) {
  const say = useSay()
  const [merging, setMerging] = useState(false)
  const answer = useAnswer()
  const mayChange = useMay('customers.write')
  const mayWrite = mayChange && customer.mergedInto === null
  const maySeeTickets = useMay('tickets.read')
  return (
    <article
      className="@container flex min-w-0 flex-1 scroll-pt-10 flex-col overflow-y-auto"
      aria-label={customer.name ?? say('common.nameless')}
    >
      <header className="flex min-h-14 shrink-0 items-center gap-1 border-line border-b py-1.5 pr-2 pl-1 md:pl-6">
        <Link
          to="/customers"
          search={(was) => was as object}
          aria-label={say('common.back')}
          className="grid size-11 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover md:hidden"
        >
          <ChevronLeft aria-hidden className="size-5" />
        </Link>
        <CustomerName customer={customer} />
        {mayChange && (
          <Button look="quiet" icon={Merge} onClick={() => setMerging(true)}>
            {say('customer.merge')}
          </Button>
        )}
      </header>
      {customer.mergedInto !== null && (
        <p className="border-line border-b bg-hover px-4 py-2 text-sm md:px-6">
          {say('customer.mergedInto')}{' '}
          <Link
            to="/customers/$customerId"
            params={{ customerId: customer.mergedInto }}
            className="text-accent underline"
          >
            {say('customer.mergedInto.open')}
          </Link>
        </p>
      )}
      <div className="grid gap-x-10 gap-y-7 p-4 md:p-6 @3xl:grid-cols-[minmax(0,18rem)_minmax(0,46rem)]">
        <div className="flex min-w-0 flex-col gap-7">
          {customer.questions.length > 0 && (
            <PanelSection title={say('nav.questions')}>
              {customer.questions.map((question) => (
                <QuestionCard
                  level={3}
                  key={question.id}
                  question={question}
                  onAnswer={mayChange ? (choice) => void answer(question, choice) : undefined}
                />
              ))}
            </PanelSection>
          )}
          <PointsSection customer={customer} mayChange={mayWrite} />
          <PlacesSection customer={customer} mayChange={mayWrite} />
          {maySeeTickets && <TicketLines customerId={customer.id} />}
          <NamesOverTime points={customer.contactPoints} />
          {customer.merges.length > 0 && <MergeList customer={customer} />}
          <PrivacySection customer={customer} />
        </div>
        <Timeline customerId={customer.id} />
      </div>
      {merging && <CustomerMergeDialog customer={customer} onClose={() => setMerging(false)} />}
    </article>
  )
}
