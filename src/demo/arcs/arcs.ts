import type { Story } from '../story.ts'
import { water } from './water.ts'

/** Every story there is. */
export const stories: readonly Story[] = [...water]
