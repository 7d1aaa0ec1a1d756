import type { Story } from '../story.ts'
import { cooling } from './cooling.ts'
import { drains } from './drains.ts'
import { heating } from './heating.ts'
import { hotWater } from './hot-water.ts'
import { water } from './water.ts'

/** Every story there is. */
export const stories: readonly Story[] = [...water, ...drains, ...hotWater, ...heating, ...cooling]
