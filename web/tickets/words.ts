import { isKey, useSay } from '../i18n/i18n.tsx'
import { useInWords } from '../understanding/words.ts'

/** What tickets are called on screens. */
export function useTicketWords() {
  const say = useSay()
  const inWords = useInWords()
  const known = (key: string, otherwise: string) => (isKey(key) ? say(key) : otherwise)
  const category = (code: string) => known(`ticket.category.${code}`, inWords.service(code))
  return {
    category,
    known,
    title: ({ title, category: code }: { title: string | null; category: string }) => title ?? category(code),
  }
}
