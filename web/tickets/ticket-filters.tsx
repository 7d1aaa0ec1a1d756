import { ticketPriorities } from '../../src/contract/tickets.ts'
import type { TicketFilter } from '../api/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { categories } from './categories.ts'
import { useTicketWords } from './words.ts'

export type TicketSearch = TicketFilter & { view?: 'list' | undefined }

type TicketFiltersProps = { search: TicketSearch; onChange: (more: Partial<TicketSearch>) => void }

const selectClass =
  'h-7 shrink-0 rounded-md border border-line-strong bg-raised px-1.5 text-ink text-xs pointer-coarse:h-10 pointer-coarse:text-sm'

/** What narrows and orders the tickets, and whether they are on a board. */
export function TicketFilters({ search, onChange }: TicketFiltersProps) {
  const say = useSay()
  const words = useTicketWords()
  const choices = (
    label: string,
    value: string,
    options: readonly (readonly [string, string])[],
    choose: (value: string) => Partial<TicketSearch>,
  ) => (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(choose(target.value))}
      className={`${selectClass} ${value === '' ? 'text-ink-2' : 'border-accent'}`}
    >
      {options.map(([code, text]) => (
        <option key={code} value={code}>
          {text}
        </option>
      ))}
    </select>
  )
  return (
    <div className="sideways relative flex min-w-0 items-center gap-1.5 max-xl:w-full max-md:pb-1">
      {choices(
        say('tickets.view'),
        search.show ?? search.view ?? '',
        [
          ['', say('tickets.view.board')],
          ['list', say('tickets.view.list')],
          ['done', say('tickets.show.done')],
        ],
        (value) => ({
          view: value === 'list' ? 'list' : undefined,
          show: value === 'done' ? 'done' : undefined,
        }),
      )}
      {search.view === 'list' &&
        choices(
          say('tickets.sort'),
          search.sort ?? '',
          [
            ['', say('tickets.sort.clock')],
            ['newest', say('tickets.sort.newest')],
          ],
          (value) => ({ sort: value === 'newest' ? 'newest' : undefined }),
        )}
      {choices(
        say('tickets.filter.priority'),
        search.priority ?? '',
        [
          ['', say('tickets.filter.priority')],
          ...[...ticketPriorities]
            .reverse()
            .map((priority) => [priority, say(`urgency.${priority}`)] as const),
        ],
        (value) => ({ priority: ticketPriorities.find((priority) => priority === value) }),
      )}
      {choices(
        say('tickets.filter.category'),
        search.category ?? '',
        [
          ['', say('tickets.filter.category')],
          ...categories.map((code) => [code, words.category(code)] as const),
        ],
        (value) => ({ category: value === '' ? undefined : value }),
      )}
      {choices(
        say('tickets.filter.assignee'),
        search.mine ? 'mine' : '',
        [
          ['', say('tickets.filter.assignee')],
          ['mine', say('tickets.filter.mine')],
        ],
        (value) => ({ mine: value === 'mine' ? true : undefined }),
      )}
    </div>
  )
}
