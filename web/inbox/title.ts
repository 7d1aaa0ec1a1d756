import { useCallback } from 'react'
import type { Party } from '../../src/contract/conversations.ts'
import { useFormat } from '../i18n/format.ts'
import { useSay } from '../i18n/i18n.tsx'

const PHONE = /\+\d{8,15}/g

/** How to head a conversation: names, or numbers written for people, or "Unknown caller". */
export function useTitleOf(): (party: Party) => string {
  const format = useFormat()
  const say = useSay()
  return useCallback(
    (party) => (party.title === '' ? say('common.unknown') : party.title.replace(PHONE, format.address)),
    [format, say],
  )
}
