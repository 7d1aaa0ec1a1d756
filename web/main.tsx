import './style/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from './api/query-client.ts'
import { FormatProvider } from './i18n/format.tsx'
import { chosenLanguage, loadWords, SpeakingProvider } from './i18n/i18n.tsx'
import { tellProblem, tellProblemLater } from './parts/toasts.tsx'
import { makeRouter } from './routes.tsx'
import { holdClaimToken } from './welcome/claim-token.ts'

holdClaimToken()
// After everything that is on the screen: what it keeps for later must not be in its way.
if (import.meta.env.PROD && 'serviceWorker' in navigator)
  addEventListener('load', () => void navigator.serviceWorker.register('/worker.js').catch(() => {}))

const queryClient = makeQueryClient({
  onSignedOut: () => {
    if (router.state.location.pathname === '/sign-in') return
    const back = router.state.location.href
    void router.navigate({ to: '/sign-in', search: { back, over: true }, replace: true })
    queryClient.removeQueries({ queryKey: ['me'] })
  },
  onUnheard: (error, what) => (what === undefined ? tellProblem(error) : tellProblemLater(what, error)),
})
const router = makeRouter(queryClient)

void show()

/** Not awaited at the top: the words of a language are a part that stands on this one. */
async function show(): Promise<void> {
  const language = chosenLanguage()
  const words = await loadWords(language)
  const root = document.getElementById('app')
  if (root === null) throw new Error('index.html has no #app')
  createRoot(root).render(
    <SpeakingProvider language={language} words={words}>
      <QueryClientProvider client={queryClient}>
        <FormatProvider>
          <RouterProvider router={router} />
        </FormatProvider>
      </QueryClientProvider>
    </SpeakingProvider>,
  )
}
