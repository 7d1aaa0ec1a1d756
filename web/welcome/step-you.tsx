import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { NewPasswordField } from '../parts/password-field.tsx'
import { EmailField, NameField } from '../parts/person-fields.tsx'

type You = { name: string; email: string; password: string }

/** Step two: who owns this Plumbline. */
export function YouStep({
  busy,
  onBack,
  onDone,
}: {
  busy: boolean
  onBack: () => void
  onDone: (you: You) => void
}) {
  const say = useSay()
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        onDone({
          name: String(form.get('name')).trim(),
          email: String(form.get('email')).trim(),
          password: String(form.get('password')),
        })
      }}
    >
      <NameField label={say('welcome.you.name')} />
      <EmailField label={say('welcome.you.email')} hint={say('welcome.you.email.hint')} />
      <NewPasswordField label={say('welcome.you.password')} />
      <div className="flex gap-2">
        <Button className="h-10" onClick={onBack}>
          {say('common.back')}
        </Button>
        <Button type="submit" look="primary" className="h-10 flex-1" busy={busy}>
          {say(busy ? 'welcome.you.busy' : 'welcome.you.submit')}
        </Button>
      </div>
    </form>
  )
}
