import type { Permission } from '../../src/contract/permissions.ts'
import { usePermissions } from '../api/use-may.ts'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Kbd } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { LETTER_KEYS } from '../parts/shortcuts.ts'
import { useStored } from '../parts/use-media.ts'

/** A key, or those that are pressed one after the other, at once or one of them; what it does, and what one must be allowed to do for it to do so. */
type KeyLine = [string, Key, Permission?]

const moving: KeyLine[] = [
  ['j', 'help.next'],
  ['k', 'help.previous'],
  ['↓ ↑', 'help.lines'],
  ['Enter', 'help.open'],
  ['Esc', 'help.back'],
  ['/', 'help.search'],
  ['⌘/Ctrl K', 'help.searchAll', 'conversations.read'],
  ['g t', 'help.goToday', 'conversations.read'],
  ['g i', 'help.goInbox'],
  ['g k', 'help.goTickets', 'tickets.read'],
  ['g c', 'help.goCustomers'],
  ['g q', 'help.goQuestions', 'customers.write'],
  ['g f', 'help.goInsights', 'insights.read'],
  ['g o', 'help.goSources', 'sources.read'],
  ['g m', 'help.goImport', 'imports.read'],
  ['g h', 'help.goHealth', 'monitoring.read'],
  ['g r', 'help.goRules', 'rules.read'],
  ['g n', 'help.notices'],
  ['g s', 'help.goSettings'],
]
const doing: KeyLine[] = [
  ['e', 'help.archive', 'conversations.write'],
  ['u', 'help.undo', 'customers.write'],
  ['r', 'help.reply', 'replies.send'],
  ['t', 'help.template', 'replies.send'],
  ['a', 'help.suggestion.send', 'replies.send'],
  ['c', 'help.suggestion.edit', 'replies.send'],
  ['n', 'help.suggestion.another', 'replies.send'],
  ['x', 'help.suggestion.none', 'replies.send'],
  ['m', 'help.merge', 'conversations.write'],
  ['w', 'help.why'],
  ['i', 'help.panel'],
  ['s', 'help.same', 'customers.write'],
  ['d', 'help.different', 'customers.write'],
  ['?', 'help.help'],
]

/** All keys on one sheet. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const [letters, setLetters] = useStored(LETTER_KEYS, true)
  return (
    <Dialog open onClose={onClose} title={say('help.title')} toRead>
      <div className="grid gap-6 p-4 sm:grid-cols-2">
        <Keys title={say('help.move')} keys={moving} />
        <Keys title={say('help.act')} keys={doing} />
      </div>
      <label className="flex items-start gap-2 border-line border-t px-4 py-3 text-sm">
        <input
          type="checkbox"
          checked={letters}
          onChange={({ target }) => setLetters(target.checked)}
          className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-6"
        />
        <span>
          {say('help.letters')}
          <span className="block text-ink-3">{say('help.letters.hint')}</span>
        </span>
      </label>
    </Dialog>
  )
}

function Keys({ title, keys }: { title: string; keys: KeyLine[] }) {
  const say = useSay()
  const may = usePermissions()
  const shown = keys.filter(([, , needs]) => needs === undefined || may.has(needs))
  return (
    <section>
      <h3 className="mb-2 text-ink-3 text-xs">{title}</h3>
      <dl className="flex flex-col gap-1.5">
        {shown.map(([key, words]) => (
          <div key={key} className="flex items-center justify-between gap-3 text-sm">
            <dt>{say(words)}</dt>
            <dd className="flex items-center gap-1">
              {key.split(' ').map((part, index) => (
                <span key={part} className="flex items-center gap-1">
                  {index > 0 && key.startsWith('g ') && (
                    <span className="text-2xs text-ink-3">{say('help.then')}</span>
                  )}
                  <Kbd>{part}</Kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
