import '../i18n/en-tickets-room.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { templatePlaceholders, unknownPlaceholders } from '../../src/contract/placeholders.ts'
import type { ReplyTemplate, ReplyTemplateBody } from '../../src/contract/reply-templates.ts'
import { saveTemplate, templatesQuery } from '../api/templates.ts'
import { languages, useSpeaking } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { TextField } from '../parts/text-field.tsx'
import { tell } from '../parts/toasts.tsx'
import { categories } from '../tickets/categories.ts'
import { useTicketWords } from '../tickets/words.ts'
import { insertAt } from './insert-at.ts'

/** Adding a template, or changing one that is there. */
export function TemplateDialog({ template, onClose }: { template?: ReplyTemplate; onClose: () => void }) {
  const { say, language: spoken } = useSpeaking()
  const words = useTicketWords()
  const client = useQueryClient()
  const [text, setText] = useState(template?.text ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const save = useMutation({
    mutationFn: (body: ReplyTemplateBody) => saveTemplate({ id: template?.id, body }),
    onSuccess: () => {
      onClose()
      tell(say('templates.saved'))
    },
    onSettled: () => client.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  })
  const unknown = unknownPlaceholders(text)
  const submit = (form: FormData) => {
    if (unknown.length > 0) return field.current?.focus()
    save.mutate({
      title: String(form.get('title')).trim(),
      text: text.trim(),
      language: form.get('language') === 'pl' ? 'pl' : 'en',
      service: String(form.get('service')) || null,
    })
  }
  const services: readonly string[] = categories
  const own = template?.service != null && !services.includes(template.service) ? [template.service] : []
  return (
    <FormDialog
      title={template ? say('templates.change', { title: template.title }) : say('templates.add')}
      submit={say('templates.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={say('templates.name')}
        hint={say('templates.name.hint')}
        name="title"
        maxLength={80}
        autoComplete="off"
        defaultValue={template?.title}
      />
      <Field label={say('templates.text')} hint={<TextHint unknown={unknown} />}>
        {(ids) => (
          <textarea
            {...ids}
            ref={field}
            required
            maxLength={5_000}
            rows={5}
            aria-invalid={unknown.length > 0}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className={`${inputClass} field-sizing-content h-auto max-h-72 min-h-28 py-1.5 pointer-coarse:h-auto`}
          />
        )}
      </Field>
      <div className="-mt-3 flex flex-wrap gap-1.5">
        {templatePlaceholders.map((name) => (
          <Button
            key={name}
            size="sm"
            onClick={() => insertAt(field.current, { into: text, words: `{${name}}`, change: setText })}
          >
            {say(`templates.put.${name}`)}
          </Button>
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('templates.language')}>
          {(ids) => (
            <select
              {...ids}
              name="language"
              defaultValue={template?.language ?? spoken}
              className={inputClass}
            >
              {Object.entries(languages).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={say('templates.service')}>
          {(ids) => (
            <select {...ids} name="service" defaultValue={template?.service ?? ''} className={inputClass}>
              <option value="">{say('templates.service.any')}</option>
              {[...services, ...own].map((service) => (
                <option key={service} value={service}>
                  {words.category(service)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </FormDialog>
  )
}

/** What is filled in; and, as soon as it is typed, what is not. */
function TextHint({ unknown }: { unknown: readonly string[] }) {
  const { say, language } = useSpeaking()
  const list = new Intl.ListFormat(language)
  const known = templatePlaceholders.map((name) => `{${name}}`)
  return (
    <>
      {unknown.length > 0 && (
        <span role="alert" className="mb-1 block text-caution [overflow-wrap:anywhere]">
          {say('templates.unknown', { unknown: list.format(unknown), known: list.format(known) })}
        </span>
      )}
      {say('templates.text.hint')}
    </>
  )
}
