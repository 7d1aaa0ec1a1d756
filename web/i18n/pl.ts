import { en, type Key, type Text } from './en.ts'
export const pl: Record<Key, Text> = en
