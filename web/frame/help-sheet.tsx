import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Kbd } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'

const moving: [string, Key][] = [
  ['j', 'help.next'],
  ['k', 'help.previous'],
  ['Enter', 'help.open'],
  ['Esc', 'help.back'],
  ['/', 'help.search'],
  ['g i', 'help.goInbox'],
  ['g c', 'help.goCustomers'],
  ['g q', 'help.goQuestions'],
  ['g m', 'help.goImport'],
  ['g r', 'help.goRules'],
]
const doing: [string, Key][] = [
  ['e', 'help.archive'],
  ['u', 'help.undo'],
  ['m', 'help.merge'],
  ['w', 'help.why'],
  ['i', 'help.panel'],
  ['s', 'help.same'],
  ['d', 'help.different'],
  ['?', 'help.help'],
]

/** All keys on one sheet. */
export function HelpSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useSay()
  return (
    <Dialog open={open} onClose={onClose} title={say('help.title')}>
      <div className="grid gap-6 p-4 sm:grid-cols-2">
        <Keys title={say('help.move')} keys={moving} />
        <Keys title={say('help.act')} keys={doing} />
      </div>
    </Dialog>
  )
}

function Keys({ title, keys }: { title: string; keys: [string, Key][] }) {
  const say = useSay()
  return (
    <section>
      <h3 className="mb-2 text-ink-3 text-xs">{title}</h3>
      <dl className="flex flex-col gap-1.5">
        {keys.map(([key, words]) => (
          <div key={key} className="flex items-center justify-between gap-3 text-sm">
            <dt>{say(words)}</dt>
            <dd className="flex items-center gap-1">
              {key.split(' ').map((part, index) => (
                <span key={part} className="flex items-center gap-1">
                  {index > 0 && <span className="text-2xs text-ink-3">{say('help.then')}</span>}
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
