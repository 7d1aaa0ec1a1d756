import '../i18n/en-templates.ts'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { templatesQuery } from '../api/templates.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsPage } from '../settings/settings-page.tsx'
import { TemplateDialog } from './template-dialog.tsx'
import { TemplateLine } from './template-line.tsx'

/** The firm's own templates for replies. */
export function TemplatesScreen() {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const list = useQuery(templatesQuery)
  const templates = list.data?.items
  return (
    <SettingsPage
      title={say('templates.title')}
      lead={say('templates.lead')}
      action={
        <Button look="primary" icon={Plus} onClick={() => setAdding(true)}>
          {say('templates.add')}
        </Button>
      }
    >
      {list.isPending && <SkeletonRows rows={3} height={72} label={say('common.loading')} />}
      {list.isError && templates === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {templates?.length === 0 && (
        <p className="rounded-lg border border-line p-4 text-ink-2">{say('templates.none')}</p>
      )}
      {templates !== undefined && templates.length > 0 && (
        <Lines label={say('templates.title')}>
          {templates.map((template) => (
            <TemplateLine key={template.id} template={template} />
          ))}
        </Lines>
      )}
      {adding && <TemplateDialog onClose={() => setAdding(false)} />}
    </SettingsPage>
  )
}
