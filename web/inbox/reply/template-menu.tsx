import '../../i18n/en-templates.ts'
import '../../i18n/en-tickets-room.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { NotebookText } from 'lucide-react'
import { useState } from 'react'
import { fillTemplate, greetedName, type ReplyTemplate } from '../../../src/contract/reply-templates.ts'
import { conversationDetailQuery, customerDetailQuery, meQuery } from '../../api/queries.ts'
import { templatesQuery } from '../../api/templates.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { IconButton } from '../../parts/button.tsx'
import { Popover, PopoverClose } from '../../parts/popover.tsx'
import { Problem } from '../../parts/problem.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useTicketWords } from '../../tickets/words.ts'

type TemplateMenuProps = { conversationId: string; onChoose: (words: string) => void }

/** The firm's own templates, to be put into what is being written; key t opens them. */
export function TemplateMenu({ conversationId, onChoose }: TemplateMenuProps) {
  const say = useSay()
  const button = 'reply-templates'
  useShortcuts({ t: () => document.getElementById(button)?.click() })
  return (
    <Popover
      label={say('templates.use')}
      align="end"
      className="w-80"
      trigger={<IconButton id={button} icon={NotebookText} label={say('templates.use')} keys="t" />}
    >
      <Choice conversationId={conversationId} onChoose={onChoose} />
    </Popover>
  )
}

const SEARCHED_FROM = 6

function Choice({ conversationId, onChoose }: TemplateMenuProps) {
  const say = useSay()
  const words = useTicketWords()
  const [sought, setSought] = useState('')
  const list = useQuery(templatesQuery)
  const fill = useFilling(conversationId)
  const templates = useFitting(conversationId, list.data?.items ?? [])
  const lower = sought.trim().toLocaleLowerCase()
  const found = templates.filter(({ title, text }) => `${title}\n${text}`.toLocaleLowerCase().includes(lower))
  return (
    <div className="flex max-h-[min(24rem,60vh)] flex-col">
      {templates.length >= SEARCHED_FROM && (
        <input
          type="search"
          aria-label={say('templates.find')}
          placeholder={say('templates.find')}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
          className="m-2 h-8 rounded-md border border-edge bg-raised px-2.5 text-sm placeholder:text-ink-3 pointer-coarse:h-11"
        />
      )}
      {list.isError && list.data === undefined && <Problem className="m-2" error={list.error} />}
      {list.data && found.length === 0 && (
        <p className="p-3 text-ink-2 text-sm">
          {say(templates.length === 0 ? 'templates.none' : 'templates.found.none')}
        </p>
      )}
      <ul aria-label={say('templates.use')} className="min-h-0 overflow-y-auto p-1">
        {found.map((template) => (
          <li key={template.id}>
            <PopoverClose>
              <button
                type="button"
                onClick={() => onChoose(fill(template.text))}
                className="block w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
              >
                <span className="flex items-baseline gap-2">
                  <span className="min-w-0 flex-1 truncate font-medium text-sm">{template.title}</span>
                  <span className="shrink-0 text-2xs text-ink-3 uppercase">{template.language}</span>
                </span>
                <span lang={template.language} className="line-clamp-2 text-ink-2 text-xs">
                  {fill(template.text)}
                </span>
                {template.service !== null && (
                  <span className="text-2xs text-ink-3">{words.category(template.service)}</span>
                )}
              </button>
            </PopoverClose>
          </li>
        ))}
      </ul>
      <Link
        to="/settings/templates"
        className="border-line border-t px-3 py-2 text-accent text-xs hover:underline pointer-coarse:py-3"
      >
        {say('templates.manage')}
      </Link>
    </div>
  )
}

/** How a template reads to whom the conversation is with; a business and a group have no first name. */
function useFilling(conversationId: string): (text: string) => string {
  const firm = useQuery(meQuery).data?.firm.name ?? null
  const members = useQuery(conversationDetailQuery(conversationId)).data?.party.members ?? []
  const only = members.length === 1 ? members[0] : undefined
  const customer = useQuery({
    ...customerDetailQuery(only?.customerId ?? ''),
    enabled: only?.customerId != null,
  }).data
  const name = customer?.kind === 'business' ? null : (only?.name ?? null)
  return (text) => fillTemplate(text, { first_name: greetedName(name), firm })
}

/** Those for the work that the conversation's ticket is of come first, those for other work last. */
function useFitting(conversationId: string, templates: readonly ReplyTemplate[]): ReplyTemplate[] {
  const category = useQuery(conversationDetailQuery(conversationId)).data?.tickets?.[0]?.category
  const rank = ({ service }: ReplyTemplate) => (service === null ? 1 : service === category ? 0 : 2)
  return templates.toSorted((a, b) => rank(a) - rank(b))
}
