import { useMutation } from '@tanstack/react-query'
import { beginGmail } from '../api/endpoints.ts'

/** Leads the browser to Google, which asks for consent and leads it back to `/sources/consent`. */
export function useGmailConsent() {
  return useMutation({ mutationFn: beginGmail, onSuccess: ({ url }) => location.assign(url) })
}
