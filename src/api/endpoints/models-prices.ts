import { modelPricesShape } from '../../contract/models.ts'
import { showPrices } from '../../models/models.ts'
import { endpoint } from '../endpoint.ts'

export const modelsPrices = endpoint({
  name: 'models-prices',
  method: 'GET',
  path: '/api/models/prices',
  who: 'monitoring.read',
  tag: 'models',
  summary:
    'What language models cost by the list, when that was taken and where from, and the price that holds here.',
  answer: modelPricesShape,
  handle: async ({ services: { settings } }) => showPrices(settings.model),
})
