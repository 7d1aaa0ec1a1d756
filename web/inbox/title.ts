import { useCallback } from 'react'
import type { Party } from '../../src/contract/conversations.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'

const PHONE = /\+\d[\d ]{7,18}\d/g

/** How to head a conversation: names, or numbers written for people, or "Unknown caller". */
export function useTitleOf(): (party: Pick<Party, 'title'>) => string {
  const format = useFormat()
  const say = useSay()
  return useCallback(
    ({ title }) =>
      title === ''
        ? say('common.unknown')
        : title.replace(PHONE, (phone) => format.address(phone.replaceAll(' ', ''))),
    [format, say],
  )
}
