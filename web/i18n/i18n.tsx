import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react'
import { en, type Key, type Text } from './en.ts'

export const languages = { en: 'English', pl: 'Polski' } as const
export type Language = keyof typeof languages
type Words = Record<Key, Text> & Partial<Record<`told.${string}`, string>>
export type Values = Record<string, string | number>
/** Says `key` in the chosen language; {name} becomes values.name, and values.n chooses the plural form. */
export type Say = (key: Key, values?: Values) => string

/**
 * Says what the server says by `code`, as `evidence.one_group`; `fallback`, its own English sentence, where the chosen
 * language has no words for it.
 */
export type Tell = (code: string, values: Values, fallback: string) => string

const STORED = 'plumbline.language'

type Speaking = { language: Language; say: Say; tell: Tell; speak: (language: Language) => void }
const SpeakingContext = createContext<Speaking | null>(null)

/** The words of `language`; Polish is fetched when first wanted. */
export async function loadWords(language: Language): Promise<Words> {
  if (language === 'en') return en as Words // those of a room come with its screens
  const [{ pl }, { toldInPolish }] = await Promise.all([import('./pl.ts'), import('./pl-told.ts')])
  return { ...pl, ...toldInPolish }
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
    () => ({
      language: spoken.language,
      say: sayer(spoken.language, spoken.words),
      tell: teller(spoken.language, spoken.words),
      speak,
    }),
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

/** How to say what the server says, in the language spoken now. */
export const useTell = (): Tell => useSpeaking().tell

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

/** Makes the Tell of a language. */
export function teller(language: Language, words: Words): Tell {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const told = (code: string) => words[`told.${code}`]
  const span = (hours: number) => {
    const minutes = Math.round(hours * 60)
    const [code, n] =
      hours < 1 / 60
        ? ['moment', 0]
        : hours < 1
          ? ['minutes', minutes]
          : hours < 48
            ? ['hours', hours]
            : ['days', Math.round(hours / 24)]
    return (told(`span.${code}`) ?? '{n}').replace('{n}', number.format(Number(n)))
  }
  /** Values that are codes have words of their own; what people wrote stays as it is. */
  const inWords = (name: string, value: string | number): string => {
    if (name.endsWith('Hours')) return span(Number(value))
    if (name === 'reason') return told(`likeness.${value}`) ?? String(value)
    if (name === 'channel') return told(`channel.${value}`) ?? String(value)
    const hazard = `hazard.${value}`
    if (name === 'hazard' && isKey(hazard)) return String(words[hazard]).toLowerCase()
    return typeof value === 'number' ? number.format(value) : value
  }
  return (code, values, fallback) =>
    told(code)?.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name]
      return value === undefined ? whole : inWords(name, value)
    }) ?? fallback
}
