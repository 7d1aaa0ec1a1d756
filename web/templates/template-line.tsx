import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ReplyTemplate } from '../../src/contract/reply-templates.ts'
import { removeTemplate, templatesQuery } from '../api/templates.ts'
import { languages, useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { tell } from '../parts/toasts.tsx'
import { useTicketWords } from '../tickets/words.ts'
import { TemplateDialog } from './template-dialog.tsx'

/** A template: what it is called, what it is for, what it says, and what can be done with it. */
export function TemplateLine({ template }: { template: ReplyTemplate }) {
  const say = useSay()
  const words = useTicketWords()
  const client = useQueryClient()
  const [doing, setDoing] = useState<'change' | 'remove'>()
  const line = useRef<HTMLLIElement>(null)
  const close = () => setDoing(undefined)
  const { id, title, text, language, service } = template
  const remove = useMutation({
    mutationFn: () => removeTemplate(id),
    onSuccess: () => {
      handFocus(line.current, () => document.querySelector('#room header button'))
      close()
      tell(say('templates.removed'))
    },
    onSettled: () => client.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  })
  return (
    <li ref={line} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-medium [overflow-wrap:anywhere]">{title}</h2>
        <p className="text-ink-3 text-xs">
          {[languages[language], service && words.category(service)].filter(Boolean).join(' · ')}
        </p>
        <p lang={language} className="mt-1 line-clamp-3 whitespace-pre-line text-ink-2 text-sm">
          {text}
        </p>
      </div>
      <div className="flex gap-1">
        <Button size="sm" aria-label={say('templates.change', { title })} onClick={() => setDoing('change')}>
          {say('templates.change.open')}
        </Button>
        <Button
          size="sm"
          look="quiet"
          aria-label={say('templates.remove.label', { title })}
          onClick={() => setDoing('remove')}
        >
          {say('templates.remove')}
        </Button>
      </div>
      {doing === 'change' && <TemplateDialog template={template} onClose={close} />}
      {doing === 'remove' && (
        <ConfirmDialog
          title={say('templates.remove.title', { title })}
          lead={say('templates.remove.lead')}
          confirm={say('templates.remove')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => {
            remove.reset() // what fails now is told elsewhere
            close()
          }}
        />
      )}
    </li>
  )
}
