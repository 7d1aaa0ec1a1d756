import type { Story } from '../story.ts'
import { cooling } from './cooling.ts'
import { crewStories } from './crew.ts'
import { drains } from './drains.ts'
import { fixtures } from './fixtures.ts'
import { heating } from './heating.ts'
import { homes } from './homes.ts'
import { hotWater } from './hot-water.ts'
import { lastDays } from './last-days.ts'
import { office } from './office.ts'
import { personas } from './personas.ts'
import { polish } from './polish.ts'
import { shops } from './shops.ts'
import { strangers } from './strangers.ts'
import { water } from './water.ts'

/** Every story there is. */
export const stories: readonly Story[] = [
  ...water,
  ...drains,
  ...hotWater,
  ...heating,
  ...cooling,
  ...fixtures,
  ...office,
  ...homes,
  ...shops,
  ...strangers,
  ...polish,
  ...personas,
  ...crewStories,
  ...lastDays,
]
