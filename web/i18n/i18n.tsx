import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { en, type Key, type Text } from './en.ts'

export const languages = { en: 'English', pl: 'Polski' } as const
export type Language = keyof typeof languages
type Words = Record<Key, Text>
export type Values = Record<string, string | number>
/** Says `key` in the chosen language; {name} becomes values.name, and values.n chooses the plural form. */
export type Say = (key: Key, values?: Values) => string

const STORED = 'plumbline.language'

type Speaking = { language: Language; say: Say; speak: (language: Language) => void }
const SpeakingContext = createContext<Speaking | null>(null)

/** The words of `language`; Polish is fetched when first wanted. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'pl' ? (await import('./pl.ts')).pl : en
}

/** The language chosen before, else the browser's own, else English. */
export function chosenLanguage(): Language {
  return document.documentElement.lang === 'pl' ? 'pl' : 'en'
}

/** Whether the server knows words for `key`; codes come from it, and a newer one may know more. */
export function isKey(key: string): key is Key {
  return key in en
}

/** Gives the screens below their language, and lets them change it. */
export function SpeakingProvider(props: { language: Language; words: Words; children: ReactNode }) {
  const [spoken, setSpoken] = useState({ language: props.language, words: props.words })
  const speak = useCallback((language: Language) => {
    void loadWords(language).then((words) => {
      document.documentElement.lang = language
      try {
        localStorage.setItem(STORED, language)
      } catch {}
      setSpoken({ language, words })
    })
  }, [])
  const speaking = useMemo(
    () => ({ language: spoken.language, say: sayer(spoken.language, spoken.words), speak }),
    [spoken, speak],
  )
  return <SpeakingContext value={speaking}>{props.children}</SpeakingContext>
}

/** The language spoken now and how to change it. */
export function useSpeaking(): Speaking {
  const speaking = use(SpeakingContext)
  if (speaking === null) throw new Error('useSpeaking outside of SpeakingProvider')
  return speaking
}

/** How to say things in the language spoken now. */
export const useSay = (): Say => useSpeaking().say

/** Makes the Say of a language. */
export function sayer(language: Language, words: Words): Say {
  const plural = new Intl.PluralRules(language)
  const number = new Intl.NumberFormat(language)
  return (key, values) => {
    const text = words[key]
    const form =
      typeof text === 'string' ? text : (text[plural.select(Number(values?.n ?? 0))] ?? text.other ?? '')
    if (values === undefined) return form
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value
    })
  }
}
