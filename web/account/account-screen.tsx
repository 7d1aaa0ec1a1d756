import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'
import { EmailProofSection } from './email-proof-section.tsx'
import { NoticesSection } from './notices-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { SecondFactorSection } from './second-factor-section.tsx'
import { SessionsSection } from './sessions-section.tsx'

/** One's own account: the password, the second factor, and where one is signed in. */
export function AccountScreen() {
  const say = useSay()
  const me = useQuery(meQuery).data
  if (!me?.person) return null
  const { name, email, emailVerified, secondFactor } = me.person
  const role = me.role === null ? '' : say(`role.${me.role}`)
  return (
    <SettingsPage title={name} lead={say('account.lead', { email, role })}>
      {!emailVerified && <EmailProofSection email={email} />}
      <PasswordSection email={email} />
      <SecondFactorSection email={email} on={secondFactor} />
      <SessionsSection />
      <NoticesSection />
    </SettingsPage>
  )
}
